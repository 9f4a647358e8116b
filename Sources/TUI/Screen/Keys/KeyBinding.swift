/// One line of the key table.
public struct KeyBinding: Sendable, Hashable {
    /// The keys that do it; the first one is named in the footer.
    public let keys: [KeyStroke]
    /// What they do.
    public let command: KeyCommand
    /// One phrase for the help, the manual and the documentation.
    public let description: String
    /// What is asked before it is done, if something is: a phrase for the manual.
    public let asks: String?
    /// One or two words for the footer; nothing if the footer does not name it.
    let label: String?
    /// How soon it is left out of a footer without room for all: small numbers stay longest.
    let rank: Int

    /// A line.
    init(
        _ keys: [KeyStroke],
        _ command: KeyCommand,
        _ description: String,
        asks: String? = nil,
        label: String? = nil,
        rank: Int = 0
    ) {
        self.keys = keys
        self.command = command
        self.description = description
        self.asks = asks
        self.label = label
        self.rank = rank
    }
}
