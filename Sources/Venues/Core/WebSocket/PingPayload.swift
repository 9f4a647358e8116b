/// The number of a ping as its payload: a pong repeats it (RFC 6455, 5.5.3), so an answer is told from any other pong.
public enum PingPayload {
    /// The payload of the ping of that number: eight bytes, the highest first.
    public static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - $0 * 8)) }
    }

    /// The number in a payload; nil if it is not one of ours.
    public static func number(_ payload: Span<UInt8>) -> UInt64? {
        guard payload.count == 8 else { return nil }
        return payload.indices.reduce(UInt64(0)) { $0 << 8 | UInt64(payload[$1]) }
    }
}
