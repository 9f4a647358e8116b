import Books
import Recording
import Venues

/// Recordings that a ``BookDialect`` reads.
extension RecordingLook {
    /// The look at such a recording; nil where it is another one.
    static func dialectLook(_ path: String, _ symbol: String?) throws(ReplayError) -> RecordingLook? {
        let dialect: ReplayDialect?
        do {
            dialect = try DialectSurvey.dialect(of: path)
        } catch {
            throw .unreadable(error)
        }
        switch dialect {
        case .krakenClassic: return try look(path, symbol, .krakenClassic, KrakenClassicDialect.self)
        case .coinbase: return try look(path, symbol, .coinbase, CoinbaseDialect.self)
        case .okx: return try look(path, symbol, .okx, OKXDialect.self)
        case .bybit: return try look(path, symbol, .bybit, BybitDialect.self)
        case .bitstamp: return try look(path, symbol, .bitstamp, BitstampDialect.self)
        case .bitfinex: return try look(path, symbol, .bitfinex, BitfinexDialect.self)
        case .binanceSpot, .binanceFutures, .kraken, nil: return nil
        }
    }

    private static func look<Dialect: BookDialect>(
        _ path: String,
        _ symbol: String?,
        _ dialect: ReplayDialect,
        _ reader: Dialect.Type
    ) throws(ReplayError) -> RecordingLook {
        let survey: DialectSurvey
        do {
            var file = try RecordingFile(path: path)
            survey = DialectSurvey(&file, as: reader)
        } catch {
            throw .unreadable(error)
        }
        let found = survey.symbols.map(\.name).joined(separator: ", ")
        guard let first = survey.firstTime, !survey.symbols.isEmpty else {
            if let damage = survey.damage { throw .unreadable(damage) }
            let reason =
                "it is of \(dialect.title) and has no message of an order book: name the file with the book channel"
            throw .unsupported(path: path, reason: reason)
        }
        // The busiest book is the one that a person wants to see.
        let busiest = survey.symbols.max { $0.messages < $1.messages }
        guard let played = symbol.map({ name in survey.symbols.first { $0.name == name } }) ?? busiest else {
            throw .unsupported(path: path, reason: "it has \(found) and no \(symbol ?? "symbol")")
        }
        var look = RecordingLook(
            path,
            isCapture: false,
            venues: [ReplayVenue(name: dialect.identity.name, dialect: dialect, symbol: played.name, depth: nil)],
            assets: dialect.assets(of: played.name) ?? (played.name, ""),
            decimals: (played.priceDecimals, played.quantityDecimals),
            offset: 0,
            span: (first, survey.lastTime)
        )
        if survey.symbols.count > 1, symbol == nil {
            look.notices.append("\(path) has \(found): \(played.name) is played; choose another one with --symbol")
        }
        return look
    }
}
