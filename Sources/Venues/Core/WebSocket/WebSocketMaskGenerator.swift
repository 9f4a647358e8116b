/// Draws a fresh mask for every frame of a client (RFC 6455 section 5.3).
///
/// A mask keeps a hostile page's script from writing chosen bytes into a confused proxy. Whoever chooses our
/// payloads is ourselves and TLS stands between us and any proxy, so a statistical generator (SplitMix64, seeded
/// from outside) is enough: what the RFC asks for is that one payload does not meet the same mask twice.
struct WebSocketMaskGenerator: Sendable {
    private var state: UInt64

    /// A generator that begins with `seed`.
    init(seed: UInt64) {
        state = seed
    }

    /// The next mask, its first byte on the wire in the lowest bits.
    mutating func next() -> UInt32 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return UInt32(truncatingIfNeeded: (mixed ^ (mixed >> 31)) >> 32)
    }
}
