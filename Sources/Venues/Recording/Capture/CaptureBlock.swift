import CZlib

/// The frame around the records of a segment: each block can be checked and inflated by itself.
///
/// The head, the lowest byte first: `RBLK` (4), the block's number in its segment from 0 (4), the length of what
/// follows the head (4), its length inflated (4), how many records it holds (4), and the CRC-32 (RFC 1952) of these
/// twenty bytes and of what follows the head (4). What follows is one zlib stream (RFC 1950).
enum CaptureBlock {
    /// How many bytes a head has.
    static let headLength = 24
    /// The longest block, inflated: one record of the largest size and a full block before it.
    static let lengthLimit = CaptureRecord.payloadLimit + (1 << 20)
    /// `RBLK`.
    static let mark: [UInt8] = [0x52, 0x42, 0x4C, 0x4B]

    /// What a head says.
    struct Head {
        let number: UInt32
        let length: Int
        let inflatedLength: Int
        let records: UInt32
        let checksum: UInt32

        /// The head that begins at `position`; nil where the bytes are none.
        init?(_ bytes: Span<UInt8>, at position: Int = 0) {
            guard bytes.count - position >= CaptureBlock.headLength,
                (0..<4).allSatisfy({ bytes[position + $0] == CaptureBlock.mark[$0] })
            else { return nil }
            number = LittleEndian.read32(bytes, at: position + 4)
            length = Int(LittleEndian.read32(bytes, at: position + 8))
            inflatedLength = Int(LittleEndian.read32(bytes, at: position + 12))
            records = LittleEndian.read32(bytes, at: position + 16)
            checksum = LittleEndian.read32(bytes, at: position + 20)
            // Before anything is read or reserved for it: a damaged length must not cost memory.
            guard length <= CaptureBlock.lengthLimit, inflatedLength <= CaptureBlock.lengthLimit else { return nil }
        }
    }

    /// Appends a block of `records` records, which are `content`, to `output`; false if zlib refuses.
    static func append(
        _ content: borrowing [UInt8],
        records: UInt32,
        number: UInt32,
        level: Int32,
        to output: inout [UInt8]
    ) -> Bool {
        let start = output.count
        var size = czlib_bound(content.count)
        output.append(contentsOf: repeatElement(0, count: headLength + size))
        let result = unsafe content.span.withUnsafeBytes { input in
            unsafe output.withUnsafeMutableBytes { buffer in
                let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[(start + headLength)...])
                return unsafe czlib_compress(room.baseAddress, &size, input.baseAddress, input.count, level)
            }
        }
        guard result == 0 else {
            output.removeLast(output.count - start)
            return false
        }
        output.removeLast(output.count - start - headLength - size)
        var head = mark
        LittleEndian.append(number, to: &head)
        LittleEndian.append(UInt32(clamping: size), to: &head)
        LittleEndian.append(UInt32(clamping: content.count), to: &head)
        LittleEndian.append(records, to: &head)
        var checksum = crc(0, head.span)
        checksum = crc(checksum, output.span.extracting((start + headLength)...))
        LittleEndian.append(checksum, to: &head)
        output.replaceSubrange(start..<(start + headLength), with: head)
        return true
    }

    /// Whether the checksum of `head`, whose bytes begin `bytes`, is that of the whole block in `bytes`.
    static func checks(_ head: Head, _ bytes: Span<UInt8>) -> Bool {
        guard bytes.count == headLength + head.length else { return false }
        let checksum = crc(crc(0, bytes.extracting(0..<20)), bytes.extracting(headLength...))
        return checksum == head.checksum
    }

    /// Replaces `content` with what a block whose head and bytes check holds; false if it is no zlib stream of the
    /// stated length.
    static func inflate(_ head: Head, _ bytes: borrowing [UInt8], into content: inout [UInt8]) -> Bool {
        content.removeAll(keepingCapacity: true)
        content.append(contentsOf: repeatElement(0, count: head.inflatedLength))
        var size = head.inflatedLength
        let result = unsafe bytes.span.withUnsafeBytes { input in
            unsafe content.withUnsafeMutableBytes { output in
                unsafe czlib_uncompress(
                    output.baseAddress,
                    &size,
                    input.baseAddress.map { unsafe $0 + headLength },
                    input.count - headLength
                )
            }
        }
        return result == 0 && size == head.inflatedLength
    }

    /// The CRC-32 of what came before and of `bytes`.
    static func crc(_ before: UInt32, _ bytes: Span<UInt8>) -> UInt32 {
        unsafe bytes.withUnsafeBytes { unsafe czlib_crc32(before, $0.baseAddress, $0.count) }
    }
}
