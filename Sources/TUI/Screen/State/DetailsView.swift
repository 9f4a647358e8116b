import Books

/// All that was known about one row at one moment: a snapshot, whose age stands in its title.
struct DetailsView: Sendable, Equatable {
    /// What it is about.
    let title: String
    /// Names and values.
    let lines: [Line]
    /// When it was taken.
    let takenAt: MonotonicTime

    /// One line.
    struct Line: Sendable, Equatable {
        /// The name.
        let name: String
        /// The value.
        let value: String
    }
}
