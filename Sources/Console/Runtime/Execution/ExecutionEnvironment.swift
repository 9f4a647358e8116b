public import Books

/// What a venue's execution client needs from outside, given to it by the composition root.
public struct ExecutionEnvironment: Sendable {
    /// The network, as a feed has it.
    ///
    /// Nothing of it is recorded: private messages carry keys and signatures.
    public let network: FeedEnvironment
    /// The last gate, asked right before the bytes of a new order are handed over.
    public let gate: OrderGate
    /// Takes the events of one step, in order; called on the client's thread, and must not block.
    public let deliver: @Sendable ([ExecutionEvent]) -> Void
    /// Writes down that a key's numbers up to this one may be used up; false if that failed.
    public let reserveNonces: @Sendable (UInt64) -> Bool

    /// An environment with all its parts.
    public init(
        network: FeedEnvironment,
        gate: OrderGate,
        deliver: @escaping @Sendable ([ExecutionEvent]) -> Void,
        reserveNonces: @escaping @Sendable (UInt64) -> Bool = { _ in true }
    ) {
        self.network = network
        self.gate = gate
        self.deliver = deliver
        self.reserveNonces = reserveNonces
    }
}
