import Books
import Venues

/// A recording read as messages in an exchange's units.
struct RecordingReader {
    private var market: any RecordedMarket
    private let parser: RecordedFrameParser
    private var payload: [UInt8] = []
    private var position = 0

    /// A reader at the beginning of `market`.
    init(_ market: any RecordedMarket, parser: RecordedFrameParser) {
        self.market = market
        self.parser = parser
    }

    /// The next message and when it was received; `nil` at the end.
    mutating func next() throws(MarketError) -> (WallTime, RecordedFrame)? {
        guard let time = try market.next(into: &payload) else { return nil }
        position += 1
        do {
            return (time, try parser.parse(payload.span))
        } catch {
            throw .malformed(message: position, reason: error.sentence)
        }
    }

    /// Reads up to the first snapshot.
    mutating func seekSnapshot() throws(MarketError) -> (WallTime, MarketSnapshot) {
        while let (time, message) = try next() {
            if case .snapshot(let snapshot) = message { return (time, snapshot) }
        }
        throw .noSnapshot
    }

    /// Goes back to the beginning.
    mutating func rewind() throws(MarketError) {
        try market.rewind()
        position = 0
    }
}
