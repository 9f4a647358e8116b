/// Whole numbers in a file, the lowest byte first.
enum LittleEndian {
    /// Appends four bytes.
    static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// Appends eight bytes.
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// The number of the four bytes at `position`, which must be there.
    static func read32(_ bytes: Span<UInt8>, at position: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in 0..<4 { value |= UInt32(bytes[position + index]) << (8 * UInt32(index)) }
        return value
    }

    /// The number of the eight bytes at `position`, which must be there.
    static func read64(_ bytes: Span<UInt8>, at position: Int) -> UInt64 {
        UInt64(read32(bytes, at: position)) | UInt64(read32(bytes, at: position + 4)) << 32
    }
}
