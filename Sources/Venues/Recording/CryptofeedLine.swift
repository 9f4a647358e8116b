import Books

/// One line of cryptofeed's capture format, taken apart.
///
/// Times are seconds with a fraction.
struct CryptofeedLine {
    let time: Int64
    let kind: RecordedMessage.Kind
    var payload: [UInt8]

    /// Takes a line apart; nil if it has none of the format's shapes.
    init?(_ line: Span<UInt8>) {
        let bytes = (0..<line.count).map { line[$0] }
        if let first = bytes.first, first &- UInt8(ascii: "0") < 10 {
            guard let (time, text) = Self.timed(bytes[...]) else { return nil }
            self.time = time
            kind = .streamed
            payload = Self.unquoted(text)
            return
        }
        guard let space = bytes.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let address = String(decoding: bytes[..<space], as: UTF8.self)
        let rest = bytes[(space + 1)...]
        if let tail = Self.behind("<-> ", rest) {
            guard let time = Self.seconds(tail) else { return nil }
            self.time = time
            kind = .opened(address: address)
            payload = []
        } else if let tail = Self.behind("<- ", rest) {
            guard let (time, text) = Self.timed(tail) else { return nil }
            self.time = time
            kind = .sent(address: address)
            payload = Self.unquoted(text)
        } else if let tail = Self.behind("-> ", rest) {
            guard let (time, text) = Self.timed(tail) else { return nil }
            self.time = time
            kind = .answered(address: address)
            payload = Self.unquoted(Self.withoutHeaderTail(text))
        } else {
            return nil
        }
    }

    private static func behind(_ marker: String, _ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        text.starts(with: marker.utf8) ? text.dropFirst(marker.utf8.count) : nil
    }

    /// `T: TEXT`.
    private static func timed(_ text: ArraySlice<UInt8>) -> (Int64, ArraySlice<UInt8>)? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), let time = seconds(text[..<colon]) else { return nil }
        let body = text[(colon + 1)...]
        return (time, body.first == UInt8(ascii: " ") ? body.dropFirst() : body)
    }

    private static func seconds(_ text: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(text)
        var at = 0
        do {
            let time = try DecimalText.parse(bytes.span, at: &at, unit: DecimalUnit(decimals: 9))
            return at == bytes.count ? time : nil
        } catch {
            return nil
        }
    }

    /// Some texts were written as a Python bytes literal, `b'…'`.
    private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard text.count >= 3, text.starts(with: "b'".utf8), text.last == UInt8(ascii: "'") else { return Array(text) }
        return Array(text.dropFirst(2).dropLast())
    }

    /// An answer's body can be followed by ` header: {…}`.
    private static func withoutHeaderTail(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let marker = Array(" header: {".utf8)
        guard text.last == UInt8(ascii: "}"), text.count > marker.count else { return text }
        var index = text.endIndex - marker.count
        while index >= text.startIndex {
            if text[index] == marker[0], text[index...].starts(with: marker) { return text[..<index] }
            index -= 1
        }
        return text
    }
}
