/// How the console has come to its end.
struct ConsoleEnd {
    /// The ways to end.
    enum Manner {
        /// Everything has ended in its time.
        case orderly
        /// Something had not ended in the time that it is given.
        case late
        /// A person did not want to wait for it.
        case interrupted
    }

    /// The way.
    let manner: Manner
    /// One sentence about orders that are not known to have ended; nil where all are.
    let left: String?
    /// One sentence about orders, position and journal; nil of a console without an order path.
    let summary: String?
}
