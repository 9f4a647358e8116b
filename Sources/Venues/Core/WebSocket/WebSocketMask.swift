/// A client's mask over a payload (RFC 6455 section 5.3).
enum WebSocketMask {
    /// Masks or unmasks, which is the same, the bytes of `buffer` in `range`.
    ///
    /// The lowest byte of `mask` belongs to the first byte of the range. Eight bytes a step: byte by byte would be
    /// twenty times slower.
    static func apply(_ mask: UInt32, to buffer: inout [UInt8], in range: Range<Int>) {
        let wideMask = UInt64(mask) << 32 | UInt64(mask)
        var elements = buffer.mutableSpan
        // Unsafe because the view would let any type be stored; here words and bytes are, and those at any address.
        var bytes = unsafe elements.mutableBytes
        var offset = range.lowerBound
        while offset &+ 8 <= range.upperBound {
            let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            bytes.storeBytes(of: (word ^ wideMask).littleEndian, toByteOffset: offset, as: UInt64.self)
            offset &+= 8
        }
        var rest = mask
        while offset < range.upperBound {
            let byte = unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            bytes.storeBytes(of: byte ^ UInt8(truncatingIfNeeded: rest), toByteOffset: offset, as: UInt8.self)
            rest >>= 8
            if (offset &- range.lowerBound) & 3 == 3 { rest = mask }
            offset &+= 1
        }
    }
}
