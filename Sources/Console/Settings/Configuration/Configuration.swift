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
    /// What the strategy begins with.
    public var parameters = QuotingParameters()

    /// Nothing is set.
    public init() {}
}
