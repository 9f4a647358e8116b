/// The CRC-32 of IEEE 802.3 (reflected, polynomial 0xEDB88320), as zlib computes it.
public struct CRC32: Sendable {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private var state: UInt32 = ~0

    /// The checksum of nothing yet.
    public init() {}

    /// Takes all `bytes` in.
    public mutating func update(_ bytes: Span<UInt8>) {
        let table = Self.table
        for index in bytes.indices {
            state = table[Int((state ^ UInt32(bytes[index])) & 0xFF)] ^ (state >> 8)
        }
    }

    /// The checksum of all bytes so far.
    public var value: UInt32 { ~state }
}
