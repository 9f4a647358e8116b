public import Books

/// The books and the facts at the instant of a step.
///
/// Made for the call and let go after it: holding it while a book changes would copy the book.
public struct ExecutionMarket: Sendable {
    /// All venues' books.
    public let consumer: ConsumerBook
    /// What is known besides.
    public let facts: MarketFacts

    /// The market of this step.
    public init(consumer: ConsumerBook, facts: MarketFacts) {
        self.consumer = consumer
        self.facts = facts
    }

    /// The middle of the consumer book.
    var mid: Mid? { facts.consumerMid }
}
