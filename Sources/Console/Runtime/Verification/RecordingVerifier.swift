import Books
import Foundation
import Recording
import Venues

/// Plays a recording offline, as fast as it can, through the decoders, machines and books that the console runs.
public struct RecordingVerifier: Sendable {
    private let options: VerificationOptions
    private let sha256: @Sendable ([UInt8]) -> [UInt8]

    /// A verifier with a person's options; `sha256` hashes bytes.
    public init(options: VerificationOptions, sha256: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.options = options
        self.sha256 = sha256
    }

    /// Verifies the recording at `path`.
    public func verify(path: String) throws(VerificationError) -> VerificationReport {
        let format: RecordingFormat
        do {
            format = try RecordingFile(path: path).format
        } catch {
            throw .unreadable(error)
        }
        switch format {
        case .hftLines:
            return try verifyBinance(path, try RecordingSurvey(path: path))
        case .cbcap(let venue, _):
            guard venue.lowercased() == "kraken" else {
                throw .unsupported(
                    path: path,
                    reason: "rung has no machine for the venue \(venue) yet. \(Self.supported)"
                )
            }
            return try verifyKraken(path, try RecordingSurvey(path: path))
        case .cryptofeedLines:
            throw .unsupported(
                path: path,
                reason: "it is a cryptofeed recording, whose facts nothing here is compared with: "
                    + "`rung replay --hash` plays it and prints its book's hash. \(Self.supported)"
            )
        }
    }

    private static let supported =
        "Supported are Binance spot and USD-M futures (hft-lines) and Kraken v2 (cbcap1)"

    // MARK: - Venues

    private func verifyBinance(
        _ path: String,
        _ survey: RecordingSurvey
    ) throws(VerificationError) -> VerificationReport {
        guard let symbol = survey.symbols.first else {
            throw .unsupported(path: path, reason: "there is no depth event in it. Record the depth stream too")
        }
        let market: BinanceMarket = survey.hasPredecessors ? .usdMargined : .spot
        let facts = try factory(survey, symbol: symbol, decades: 4, countsEvictions: false)
        guard
            let verifier = BinanceVerifier(
                symbol: symbol,
                market: market,
                instrument: instrument(survey, symbol),
                makeFacts: facts
            )
        else { throw .unsupported(path: path, reason: "its symbol \(symbol) cannot be streamed") }
        var playing = verifier
        try play(path) { playing.play($0) }
        let venue = market == .spot ? "Binance spot" : "Binance USD-M futures"
        return playing.report(path: path, venue: venue, survey: survey)
    }

    private func verifyKraken(
        _ path: String,
        _ survey: RecordingSurvey
    ) throws(VerificationError) -> VerificationReport {
        guard !survey.symbols.isEmpty else {
            throw .unsupported(path: path, reason: "there is no book message in it. Record the book channel too")
        }
        let depth = survey.depth ?? Self.depths.first { $0 >= survey.largestSnapshot }
        var verifiers: [KrakenVerifier] = []
        for symbol in survey.symbols {
            let facts = try factory(survey, symbol: symbol, decades: 3, countsEvictions: true)
            let units = instrument(survey, symbol)
            guard let verifier = KrakenVerifier(symbol: symbol, instrument: units, depth: depth, makeFacts: facts)
            else {
                throw .unsupported(path: path, reason: "its symbol \(symbol) cannot be streamed")
            }
            verifiers.append(verifier)
        }
        try play(path) { record in
            for index in verifiers.indices { verifiers[index].play(record) }
        }
        let rule =
            "the venue sends a CRC32 of its own top of book with each message; the rebuilt book must give the same"
        return VerificationReport(
            path: path,
            venue: "Kraken WebSocket v2",
            messages: survey.kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            sync: .members(["depth": depth.map { .count($0) } ?? .null]),
            trades: nil,
            truth: .init(
                rule: rule,
                compared: verifiers.reduce(0) { $0 + $1.checksums.compared },
                matched: verifiers.reduce(0) { $0 + $1.checksums.matched },
                details: []
            ),
            symbols: verifiers.compactMap { verifier in verifier.json.map { (verifier.symbol, $0) } },
            problems: verifiers.flatMap(\.log.problems).sorted { $0.line < $1.line }
        )
    }

    /// The depths that Kraken offers.
    private static let depths = [10, 25, 100, 500, 1_000]

    // MARK: - Parts

    private func play(_ path: String, _ body: (RecordedMessage) -> Void) throws(VerificationError) {
        do {
            var file = try RecordingFile(path: path)
            var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
            while try file.next(into: &record) { body(record) }
        } catch {
            throw .unreadable(error)
        }
    }

    private func instrument(_ survey: RecordingSurvey, _ symbol: String) -> Instrument {
        Instrument(base: symbol, quote: "", priceUnit: survey.units.price, quantityUnit: survey.units.quantity)
    }

    /// What makes a symbol's facts once its first price is known.
    private func factory(
        _ survey: RecordingSurvey,
        symbol: String,
        decades: Int,
        countsEvictions: Bool
    ) throws(VerificationError) -> (Price) -> BookFacts {
        let instrument = instrument(survey, symbol)
        let tenths = (1...9).map { survey.updates * $0 / 10 }.filter { $0 > 0 }
        let checkpoints = options.checkpoints ?? tenths
        let chosen = try chosenSizes(instrument.quantityUnit)
        return { [sha256] price in
            let sizes = chosen ?? Self.sizes(around: price, instrument, decades: decades)
            let writer = BookStateWriter(instrument: instrument, sizes: sizes, sha256: sha256)
            return BookFacts(writer: writer, checkpoints: checkpoints, countsEvictions: countsEvictions)
        }
    }

    private func chosenSizes(_ unit: DecimalUnit) throws(VerificationError) -> [Int64]? {
        guard let texts = options.sizes else { return nil }
        var sizes: [Int64] = []
        for text in texts {
            do {
                sizes.append(try DecimalText.parse(text, unit: unit))
            } catch {
                throw .option(
                    "--sizes: \(text) is no size here: the recording's quantities have \(unit.decimals) decimals"
                )
            }
        }
        return sizes
    }

    /// Powers of ten from the one nearest to an order of 1,000 of the quote asset upwards, in quantity units.
    private static func sizes(around price: Price, _ instrument: Instrument, decades: Int) -> [Int64] {
        let value = Double(max(price.units, 1)) / Double(instrument.priceUnit.perOne)
        let exponent = Int((3 - log10(value)).rounded()) + instrument.quantityUnit.decimals
        return (0..<decades).compactMap { decade in
            let power = exponent + decade
            return (0...18).contains(power) ? DecimalUnit.powersOfTen[power] : nil
        }
    }
}
