/// Base64 in the memory of a secret: nothing of it comes into any other memory.
enum SecretBase64 {
    /// Writes the bytes that the letters of `range` mean over those letters; where they are, nil if it is no base64.
    static func decode(_ page: UnsafeMutableRawBufferPointer, _ range: Range<Int>) -> Range<Int>? {
        guard range.count.isMultiple(of: 4) else { return nil }
        let padding = UInt8(ascii: "=")
        var pads = 0
        while pads < 2, pads < range.count, unsafe page[range.upperBound - 1 - pads] == padding { pads += 1 }
        var target = range.lowerBound
        var group: UInt32 = 0
        for (place, index) in range.enumerated() {
            let isPad = index >= range.upperBound - pads
            guard let value = isPad ? 0 : value(of: unsafe page[index]) else { return nil }
            group = group << 6 | value
            guard place % 4 == 3 else { continue }
            for shift in [16, 8, 0] as [UInt32] {
                unsafe page[target] = UInt8(truncatingIfNeeded: group >> shift)
                target += 1
            }
            group = 0
        }
        let end = target - pads
        return end > range.lowerBound ? range.lowerBound..<end : nil
    }

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
