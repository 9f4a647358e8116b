import Venues

/// Writes gzip files (RFC 1952) without compressing: stored blocks (RFC 1951 section 3.2.4) in the frame.
public enum Gzip {
    /// `bytes` as a gzip file.
    public static func stored(_ bytes: [UInt8]) -> [UInt8] {
        // Magic, deflate, no flags, no time, no hints, unknown system.
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            file.append(end == bytes.count ? 1 : 0)
            file += littleEndian(UInt64(length), 2) + littleEndian(UInt64(~length), 2) + bytes[start..<end]
            start = end
        } while start < bytes.count
        var checksum = CRC32()
        checksum.update(bytes.span)
        return file + littleEndian(UInt64(checksum.value), 4) + littleEndian(UInt64(bytes.count), 4)
    }

    private static func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
}
