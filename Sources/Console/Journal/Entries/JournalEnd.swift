/// How the console has ended.
public struct JournalEnd: Sendable, Hashable {
    /// Its exit code.
    public let exitCode: Int
    /// How many orders were not known to have ended.
    public let openOrders: Int
    /// Why it ended, in words.
    public let why: String

    /// An end with all its parts.
    public init(exitCode: Int, openOrders: Int, why: String) {
        self.exitCode = exitCode
        self.openOrders = openOrders
        self.why = why
    }
}
