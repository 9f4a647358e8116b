import Books
import Recording
import Venues

/// A first look at a recording: what is in it and how fine its numbers are, so that the books can count in those units.
struct RecordingSurvey {
    /// How many records of each kind there are.
    private(set) var kinds: [String: Int] = [:]
    /// The symbols with book messages, in the order of their first appearance.
    private(set) var symbols: [String] = []
    /// How many book messages there are that change a book.
    private(set) var updates = 0
    /// Whether depth events name their predecessor, as futures do.
    private(set) var hasPredecessors = false
    /// The depth that the venue said it keeps.
    private(set) var depth: Int?
    /// The most levels a side in a snapshot.
    private(set) var largestSnapshot = 0
    /// The most digits behind the point of any price.
    private(set) var priceDecimals = 0
    /// The most digits behind the point of any quantity.
    private(set) var quantityDecimals = 0
    /// The same for prices, zeros at the end left out.
    private(set) var significantPriceDecimals = 0
    /// The same for quantities, zeros at the end left out.
    private(set) var significantQuantityDecimals = 0
    /// When the first message was received, in ns.
    private(set) var firstTime: Int64?
    /// When the last message was received, in ns.
    private(set) var lastTime: Int64 = 0
    /// Where the file could not be read any further; nil where it was read to its end.
    private(set) var damage: RecordingError?

    /// Reads the file at `path`, to its end or to so many records.
    init(path: String, limit: Int = .max) throws(VerificationError) {
        do {
            var file = try RecordingFile(path: path)
            try read(&file, limit)
        } catch {
            throw .unreadable(error)
        }
    }

    /// Reads `file` to its end, or to where it is damaged: what comes before that is surveyed.
    init(_ file: inout RecordingFile) {
        do {
            try read(&file, .max)
        } catch {
            damage = error
        }
    }

    /// The units in which every number of the recording is a whole count.
    var units: (price: DecimalUnit, quantity: DecimalUnit) {
        (DecimalUnit(decimals: min(priceDecimals, 18)), DecimalUnit(decimals: min(quantityDecimals, 18)))
    }

    private mutating func read(_ file: inout RecordingFile, _ limit: Int) throws(RecordingError) {
        var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
        var count = 0
        while count < limit, try file.next(into: &record) {
            note(record)
            count += 1
        }
    }

    private mutating func note(_ record: RecordedMessage) {
        var reader = SurveyReader(bytes: record.payload)
        reader.read()
        kinds[Self.kind(record, reader), default: 0] += 1
        firstTime = firstTime ?? record.time
        lastTime = record.time
        guard reader.isReadable else { return }
        priceDecimals = max(priceDecimals, reader.priceDecimals)
        quantityDecimals = max(quantityDecimals, reader.quantityDecimals)
        significantPriceDecimals = max(significantPriceDecimals, reader.significantPriceDecimals)
        significantQuantityDecimals = max(significantQuantityDecimals, reader.significantQuantityDecimals)
        hasPredecessors = hasPredecessors || reader.hasPredecessor
        depth = depth ?? reader.depth
        if let symbol = reader.symbol, reader.levels > 0, !symbols.contains(symbol) { symbols.append(symbol) }
        if reader.isSnapshot {
            largestSnapshot = max(largestSnapshot, reader.largestSide)
        } else if reader.isBookUpdate {
            updates += 1
        }
    }

    /// The kind's name: the stream's for Binance, channel and type for Kraken.
    private static func kind(_ record: RecordedMessage, _ reader: SurveyReader) -> String {
        if case .answered = record.kind { return reader.isSnapshot ? "rest_snapshot" : "rest_answer" }
        if let stream = reader.stream {
            return stream.split(separator: "@", maxSplits: 1).last.map(String.init) ?? stream
        }
        if let method = reader.method { return method }
        if let channel = reader.channel { return reader.type.map { "\(channel)/\($0)" } ?? channel }
        return reader.isReadable ? "other" : "unreadable"
    }
}
