/// Why a test of the whole program cannot go on, for the person who reads its report.
struct SystemFailure: Error, CustomStringConvertible {
    /// What happened, and what can be done.
    let description: String

    /// A failure with its description.
    init(_ description: String) {
        self.description = description
    }
}
