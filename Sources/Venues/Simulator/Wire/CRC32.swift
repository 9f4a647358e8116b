/// The CRC-32 of IEEE 802.3, as zlib and Kraken use it: reflected, polynomial 0xEDB88320, inverted at both ends.
struct CRC32: Sendable {
    private var state: UInt32 = 0xFFFF_FFFF

    /// The checksum of what has been added.
    var value: UInt32 { ~state }

    /// Adds one byte.
    mutating func add(_ byte: UInt8) {
        state = state >> 8 ^ Self.table[Int(UInt8(truncatingIfNeeded: state) ^ byte)]
    }

    /// Adds bytes.
    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { add(byte) }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
        }
    }
}
