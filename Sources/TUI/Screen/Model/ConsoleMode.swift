/// Where the market data comes from and where orders would go.
public enum ConsoleMode: String, Sendable, CaseIterable {
    /// Two exchanges of our own on this machine, playing recorded markets.
    case sim
    /// A recording.
    case replay
    /// Real market data, simulated execution.
    case paper
    /// The venues' test systems.
    case testnet
    /// The venues themselves, with real money.
    case live
}
