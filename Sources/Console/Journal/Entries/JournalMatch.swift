public import Books
public import Strategy

/// A match at the moment of its decision.
public struct JournalMatch: Sendable, Hashable {
    /// Its number within the epoch: its orders' names carry it.
    public let number: UInt64
    /// The client's order.
    public let quote: QuoteID
    /// Whether it buys or sells.
    public let side: OrderSide
    /// How much is to be executed.
    public let quantity: Quantity
    /// The client's limit, fees included.
    public let limit: AllInPrice
    /// The middle of the consumer book.
    public let decisionMid: Mid?
    /// The books that the decision was made from, where that is known.
    public let books: BookVersions

    /// A match with all its parts.
    public init(
        number: UInt64,
        quote: QuoteID,
        side: OrderSide,
        quantity: Quantity,
        limit: AllInPrice,
        decisionMid: Mid?,
        books: BookVersions = BookVersions()
    ) {
        self.number = number
        self.quote = quote
        self.side = side
        self.quantity = quantity
        self.limit = limit
        self.decisionMid = decisionMid
        self.books = books
    }

    /// A match as execution has it.
    public init(_ parent: ParentOrder, books: BookVersions = BookVersions()) {
        self.init(
            number: parent.number,
            quote: parent.quote,
            side: parent.side,
            quantity: parent.quantity,
            limit: parent.limit,
            decisionMid: parent.decisionMid,
            books: books
        )
    }
}
