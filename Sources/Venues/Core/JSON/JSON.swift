public import Books

/// A pull scanner for JSON (RFC 8259) over bytes: it copies nothing and allocates nothing.
///
/// Each function takes the message and a position, and moves the position behind what it read. An object is read as
///
///     var more = try JSON.openObject(bytes, &at)
///     while more {
///         let key = try JSON.key(bytes, &at)
///         // read or skip the value
///         more = try JSON.nextMember(bytes, &at)
///     }
///
/// Skipped strings are not checked for their escapes, nor for being UTF-8: a WebSocket's text is that already.
public enum JSON {
    /// How deep arrays and objects may be nested in a value that is skipped or made into a tree.
    public static let depthLimit = 64

    // MARK: - Structure

    /// Reads `{`; false if the object has no members (then `}` is read too).
    @inline(__always)
    public static func openObject(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Bool {
        try open(bytes, &at, UInt8(ascii: "{"), UInt8(ascii: "}"))
    }

    /// Reads `[`; false if the array has no elements (then `]` is read too).
    @inline(__always)
    public static func openArray(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Bool {
        try open(bytes, &at, UInt8(ascii: "["), UInt8(ascii: "]"))
    }

    /// Reads what stands between two members: true for `,`, false for the closing `}`.
    @inline(__always)
    public static func nextMember(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Bool {
        try next(bytes, &at, UInt8(ascii: "}"))
    }

    /// Reads what stands between two elements: true for `,`, false for the closing `]`.
    @inline(__always)
    public static func nextElement(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Bool {
        try next(bytes, &at, UInt8(ascii: "]"))
    }

    /// Reads a member's name and the colon; the range of the name's bytes, escapes left as they are.
    @inline(__always)
    public static func key(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Range<Int> {
        let name = try string(bytes, &at)
        try expect(UInt8(ascii: ":"), bytes, &at)
        return name
    }

    /// Moves over blanks and gives the byte there, without reading it.
    @inline(__always)
    public static func peek(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> UInt8 {
        while at < bytes.count {
            let byte = bytes[at]
            if byte > 0x20 { return byte }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { throw .unexpected(at: at) }
            at += 1
        }
        throw .truncated(at: at)
    }

    /// Reads `byte`, after blanks.
    @inline(__always)
    public static func expect(_ byte: UInt8, _ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) {
        guard try peek(bytes, &at) == byte else { throw .unexpected(at: at) }
        at += 1
    }

    /// Checks that nothing but blanks follows.
    public static func expectEnd(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) {
        while at < bytes.count {
            guard bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 else {
                throw .unexpected(at: at)
            }
            at += 1
        }
    }

    // MARK: - Values

    /// Reads a string; the range of its bytes between the quotes, escapes left as they are.
    public static func string(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Range<Int> {
        try expect(UInt8(ascii: "\""), bytes, &at)
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                return start..<(at - 1)
            }
            guard byte >= 0x20 else { throw .unexpected(at: at) }
            at += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        throw .truncated(at: bytes.count)
    }

    /// Reads a number, bare or as a string, as a count of `unit`.
    public static func decimal(_ bytes: Span<UInt8>, _ at: inout Int, unit: DecimalUnit) throws(WireError) -> Int64 {
        let isQuoted = try peek(bytes, &at) == UInt8(ascii: "\"")
        if isQuoted { at += 1 }
        let start = at
        let count: Int64
        do {
            count = try DecimalText.parse(bytes, at: &at, unit: unit)
        } catch {
            throw start >= bytes.count ? .truncated(at: start) : .number(error, at: start)
        }
        if isQuoted {
            guard at < bytes.count else { throw .truncated(at: at) }
            guard bytes[at] == UInt8(ascii: "\"") else { throw .unexpected(at: at) }
            at += 1
        }
        return count
    }

    /// Reads a whole number without sign, as identifiers and checksums are.
    public static func unsigned(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> UInt64 {
        _ = try peek(bytes, &at)
        let start = at
        var value: UInt64 = 0
        while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[at] &- UInt8(ascii: "0")))
            guard !overflow, !carry else { throw .number(.outOfRange, at: start) }
            value = sum
            at += 1
        }
        guard at > start else { throw .number(.notANumber, at: start) }
        return value
    }

    /// Reads a whole number that fits an `Int64`.
    public static func integer(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Int64 {
        let isNegative = try peek(bytes, &at) == UInt8(ascii: "-")
        if isNegative { at += 1 }
        let start = at
        // Blanks may stand before the sign, not behind it.
        guard start < bytes.count, bytes[start] > 0x20 else { throw .number(.notANumber, at: start) }
        guard let value = Int64(exactly: try unsigned(bytes, &at)) else { throw .number(.outOfRange, at: start) }
        return isNegative ? -value : value
    }

    /// Reads `true` or `false`.
    public static func bool(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Bool {
        let isTrue = try peek(bytes, &at) == UInt8(ascii: "t")
        try literal(isTrue ? "true" : "false", bytes, &at)
        return isTrue
    }

    /// Reads the letters of `word`.
    public static func literal(_ word: StaticString, _ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) {
        let length = word.utf8CodeUnitCount
        for offset in 0..<length {
            guard at < bytes.count else { throw .truncated(at: at) }
            guard unsafe bytes[at] == word.utf8Start[offset] else { throw .unexpected(at: at) }
            at += 1
        }
    }

    /// Moves over one value of any kind.
    public static func skip(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) {
        try skip(bytes, &at, depth: 0)
    }

    /// Whether the bytes of `range` are exactly those of `name`.
    @inline(__always)
    public static func matches(_ range: Range<Int>, _ name: StaticString, _ bytes: Span<UInt8>) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count {
            guard unsafe bytes[range.lowerBound + offset] == name.utf8Start[offset] else { return false }
        }
        return true
    }

    // MARK: - Parts

    @inline(__always)
    private static func open(
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        _ opening: UInt8,
        _ closing: UInt8
    ) throws(WireError) -> Bool {
        try expect(opening, bytes, &at)
        guard try peek(bytes, &at) == closing else { return true }
        at += 1
        return false
    }

    @inline(__always)
    private static func next(_ bytes: Span<UInt8>, _ at: inout Int, _ closing: UInt8) throws(WireError) -> Bool {
        let byte = try peek(bytes, &at)
        guard byte == UInt8(ascii: ",") || byte == closing else { throw .unexpected(at: at) }
        at += 1
        return byte == UInt8(ascii: ",")
    }

    private static func skip(_ bytes: Span<UInt8>, _ at: inout Int, depth: Int) throws(WireError) {
        guard depth < depthLimit else { throw .tooDeep(at: at) }
        switch try peek(bytes, &at) {
        case UInt8(ascii: "\""):
            _ = try string(bytes, &at)
        case UInt8(ascii: "{"):
            var more = try openObject(bytes, &at)
            while more {
                _ = try key(bytes, &at)
                try skip(bytes, &at, depth: depth + 1)
                more = try nextMember(bytes, &at)
            }
        case UInt8(ascii: "["):
            var more = try openArray(bytes, &at)
            while more {
                try skip(bytes, &at, depth: depth + 1)
                more = try nextElement(bytes, &at)
            }
        case UInt8(ascii: "t"):
            try literal("true", bytes, &at)
        case UInt8(ascii: "f"):
            try literal("false", bytes, &at)
        case UInt8(ascii: "n"):
            try literal("null", bytes, &at)
        default:
            _ = try number(bytes, &at)
        }
    }

    /// Reads a number of any size and precision (RFC 8259 section 6); the range of its letters.
    static func number(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Range<Int> {
        let start = at
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
        let firstDigit = at
        try digits(bytes, &at)
        guard bytes[firstDigit] != UInt8(ascii: "0") || at == firstDigit + 1 else { throw .unexpected(at: firstDigit) }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            try digits(bytes, &at)
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            try digits(bytes, &at)
        }
        return start..<at
    }

    /// Reads at least one digit.
    @inline(__always)
    private static func digits(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) {
        let start = at
        while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        guard at > start else { throw at >= bytes.count ? .truncated(at: at) : .unexpected(at: at) }
    }
}
