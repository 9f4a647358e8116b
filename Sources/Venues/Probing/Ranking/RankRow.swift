/// One host in an order of hosts.
public struct RankRow: Sendable, Hashable {
    /// The host.
    public let host: String
    /// What it measured; for the race how far it is behind the first host.
    public let estimate: QuantileEstimate
    /// Its 99th percentile; nil for the race.
    public let tail: QuantileEstimate?
    /// How far it is behind the best of its list; nil for the best one.
    public let behind: Difference?
    /// Hosts of one group cannot be told apart from the group's first.
    public let group: Int
    /// Of how many events it speaks, or how many questions.
    public let count: Int
    /// The share of races that it won, in thousandths; nil outside of races.
    public let won: Int?

    /// A row with all its parts.
    public init(
        host: String,
        estimate: QuantileEstimate,
        tail: QuantileEstimate?,
        behind: Difference?,
        group: Int,
        count: Int,
        won: Int?
    ) {
        self.host = host
        self.estimate = estimate
        self.tail = tail
        self.behind = behind
        self.group = group
        self.count = count
        self.won = won
    }
}
