/// The line at the bottom of the screen into which a person types a command or a filter.
struct Prompt: Sendable, Equatable {
    /// What the line is for.
    let kind: Kind
    /// The line.
    var line = LineEditor()
    /// How far back in the history the line is; nothing while it is new.
    var recalled: Int?
    /// The words that could stand where the cursor is, after Tab.
    var candidates: [String] = []

    /// What a prompt is for.
    enum Kind: Sendable, Equatable {
        /// A command.
        case command
        /// A filter of orders and log.
        case filter
    }

    /// The character before the line.
    var mark: Unicode.Scalar {
        switch kind {
        case .command: ":"
        case .filter: "/"
        }
    }
}
