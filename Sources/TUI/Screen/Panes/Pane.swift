/// A part of the screen that can have the keys.
enum Pane: Sendable, Hashable {
    /// A book.
    case book(BookKind)
    /// The child orders.
    case orders
    /// What happened.
    case log
    /// The feeds' figures.
    case feeds
}
