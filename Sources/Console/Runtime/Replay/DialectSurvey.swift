import Books
import Recording
import Venues

/// A first look at a recording that a ``BookDialect`` reads: which symbols have a book, and how fine their numbers are.
struct DialectSurvey {
    /// What was found of one symbol.
    struct Symbol {
        let name: String
        /// How many messages told something of its book.
        var messages = 0
        var priceDecimals = 0
        var quantityDecimals = 0
    }

    /// The symbols in the order in which they appear.
    private(set) var symbols: [Symbol] = []
    private(set) var firstTime: Int64?
    private(set) var lastTime: Int64 = 0
    /// What ended the look early.
    private(set) var damage: RecordingError?

    /// Whose messages those of a recording are, by the first address in it; nil where another survey has to tell.
    static func dialect(of path: String) throws(RecordingError) -> ReplayDialect? {
        var file = try RecordingFile(path: path)
        guard file.format == .cryptofeedLines else { return nil }
        var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
        while try file.next(into: &record) {
            switch record.kind {
            case .streamed: continue
            case .opened(let address), .sent(let address), .answered(let address):
                return ReplayDialect(address: address)
            }
        }
        return nil
    }

    /// Looks through a recording.
    init<Dialect: BookDialect>(_ file: inout RecordingFile, as dialect: Dialect.Type) {
        var readers: [Dialect] = []
        var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
        do {
            while try file.next(into: &record) {
                firstTime = firstTime ?? record.time
                lastTime = max(lastTime, record.time)
                let path: String?
                switch record.kind {
                case .streamed: path = nil
                case .answered(let address): path = address
                case .opened, .sent: continue
                }
                // What cannot be read is told when it is played.
                guard let message = Self.value(record.payload) else { continue }
                for name in Dialect.symbols(in: message, from: path) where !symbols.contains(where: { $0.name == name })
                {
                    symbols.append(Symbol(name: name))
                    readers.append(Dialect(symbol: name))
                }
                for index in readers.indices {
                    let isOwn =
                        path.map { Dialect.symbols(in: message, from: $0).contains(symbols[index].name) } ?? true
                    guard isOwn else { continue }
                    note(path == nil ? readers[index].read(message) : readers[index].read(snapshot: message), at: index)
                }
            }
        } catch {
            damage = error
        }
    }

    private mutating func note(_ events: [DialectEvent], at index: Int) {
        for event in events {
            switch event {
            case .snapshot(let levels), .change(let levels):
                symbols[index].messages += 1
                for level in levels.bids + levels.asks {
                    symbols[index].priceDecimals = max(symbols[index].priceDecimals, Self.decimals(level.price))
                    symbols[index].quantityDecimals = max(
                        symbols[index].quantityDecimals,
                        Self.decimals(level.quantity)
                    )
                }
            case .trade(let trade):
                symbols[index].priceDecimals = max(symbols[index].priceDecimals, Self.decimals(trade.price))
                symbols[index].quantityDecimals = max(symbols[index].quantityDecimals, Self.decimals(trade.quantity))
            case .lost:
                continue
            }
        }
    }

    private static func value(_ bytes: [UInt8]) -> JSONValue? {
        do {
            return try JSONValue(bytes.span)
        } catch {
            return nil
        }
    }

    /// How many digits behind the point a number needs.
    private static func decimals(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        let all = DecimalText.decimals(bytes.span, at: 0)
        // Zeros at the end of plain digits are not needed; behind an exponent they are not counted.
        guard !bytes.contains(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) else { return all }
        return all - min(all, bytes.reversed().prefix { $0 == UInt8(ascii: "0") }.count)
    }
}
