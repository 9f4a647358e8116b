/// A limit of the pre-trade list that has become another one while the console runs, for the screen and the journal.
public struct LimitChange: Sendable, Hashable {
    /// Which limit.
    public let name: LimitName
    /// What it was, in its unit.
    public let before: Int64
    /// What it is now.
    public let after: Int64
    /// Who or what changed it: `operator`, `journal`.
    public let who: String

    /// A change of a limit.
    public init(_ name: LimitName, before: Int64, after: Int64, who: String) {
        self.name = name
        self.before = before
        self.after = after
        self.who = who
    }
}
