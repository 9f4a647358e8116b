/// A parameter of the strategy that a person has changed, for the screen and the journal.
public struct ParameterChange: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// What it was.
    public let before: String
    /// What it is now.
    public let after: String

    /// A change of a parameter.
    public init(name: String, before: String, after: String) {
        self.name = name
        self.before = before
        self.after = after
    }
}
