/// The formats of recordings that can be read.
public enum RecordingFormat: Sendable, Equatable {
    /// A line a message, `<ns since 1970> <JSON>`: combined-stream messages and REST depth answers of Binance.
    case hftLines
    /// `CBCAP1 <venue> <symbol> <ns>`, then frames: `<ns> <byte count>`, the bytes, a newline.
    case cbcap(venue: String, symbol: String)
    /// A line a record, `T: TEXT` for what came and `URL … T: TEXT` for connections, requests and answers.
    case cryptofeedLines

    /// Tells the format from the first line of the file.
    static func detect(firstLine: Span<UInt8>) -> RecordingFormat? {
        let text = String(decoding: (0..<min(firstLine.count, 400)).map { firstLine[$0] }, as: UTF8.self)
        if text.hasPrefix("CBCAP1 ") {
            let words = text.split(separator: " ")
            guard words.count == 4 else { return nil }
            return .cbcap(venue: String(words[1]), symbol: String(words[2]))
        }
        if text.hasPrefix("configuration: ") || text.contains(" <-> ") || text.contains(" -> ") || text.contains(" <- ")
        {
            return .cryptofeedLines
        }
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, !words[0].isEmpty else { return nil }
        if words[0].allSatisfy({ $0.isASCII && $0.isNumber }), words[1].hasPrefix("{") { return .hftLines }
        if words[0].hasSuffix(":"), words[0].dropLast().allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) {
            return .cryptofeedLines
        }
        return nil
    }
}
