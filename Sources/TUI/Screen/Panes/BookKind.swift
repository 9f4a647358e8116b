/// Which book stands in a column of the screen.
enum BookKind: Sendable, Hashable {
    /// The book of the venue at that place of the model's list.
    case venue(Int)
    /// The book of all live venues together.
    case consumer
    /// Our own quotes.
    case trader
}
