/// The row that a person chose in every pane.
struct Selection: Sendable, Equatable {
    /// The chosen order, by its number: it stays chosen when rows move.
    var order: Int64?
    /// The chosen row of a book: 0 is the highest ask.
    var level = 0
    /// The chosen line of the log, 0 being the newest.
    var notice = 0
    /// The chosen feed.
    var feed = 0
}
