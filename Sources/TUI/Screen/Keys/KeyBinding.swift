/// One line of the key table.
public struct KeyBinding: Sendable, Hashable {
    /// The keys that do it; the first one is named in the footer.
    public let keys: [KeyStroke]
    /// What they do.
    public let action: ConsoleAction
    /// One or two words for the footer.
    public let label: String
    /// One phrase for the help.
    public let description: String
    /// Whether the footer names it.
    public let isInFooter: Bool
}
