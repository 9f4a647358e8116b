public import Strategy

/// What a person has set for every run of the console; what is not set is nothing here and has its usual value.
public struct Configuration: Sendable, Equatable {
    /// The theme: a name, or a file.
    public var theme: String?
    /// How often the screen is drawn at most, times a second.
    public var framesPerSecond: Int?
    /// How many connections each venue's feed has at once, by the venue's name.
    public var connections: [String: Int] = [:]
    /// Who decides prices and sizes.
    public var quoter = QuoterChoice.ladder
    /// What decides the strategy's draws.
    public var seed: UInt64?
    /// How many seconds of the market the strategy wants before its first quote.
    public var warmUp: Int?
    /// What the strategy begins with.
    public var parameters = QuotingParameters()
    /// The bounds of the pre-trade list that differ from the usual ones.
    public var limits: [LimitName: Int64] = [:]
    /// Whether the orders of a match are held so that all arrive at their venues together.
    public var synchronisesArrival = false
    /// Whether every intent waits for the disk, so that it survives power loss.
    public var isJournalSynchronous = false

    /// Nothing is set.
    public init() {}
}
