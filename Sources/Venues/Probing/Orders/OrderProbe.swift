public import Books
public import Venues

/// Makes order messages and reads their acknowledgements.
public protocol OrderProbe: Sendable {
    /// The message of the order `number`, at the time that the venue checks.
    func order(number: Int, at time: WallTime) -> String

    /// What a message says of an order.
    func outcome(of message: JSONValue) -> OrderOutcome?

    /// What has to be said after a message: the cancel of an order that was placed; nil for nothing.
    func afterword(to message: JSONValue, at time: WallTime) -> String?
}

/// What a message says of an order.
public enum OrderOutcome: Sendable, Hashable {
    /// The order with that number is acknowledged.
    case acknowledged(Int)
    /// An order is refused, in the venue's words.
    case refused(String)
    /// It belongs to the orders and has no time of its own: the answer to a cancel.
    case nothing
}
