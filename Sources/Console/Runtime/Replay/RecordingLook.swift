import Books
import Recording

/// What a first look at one recording found: its venues, its units, its times.
struct RecordingLook {
    let path: String
    let isCapture: Bool
    let venues: [ReplayVenue]
    let base: String
    let quote: String
    let priceDecimals: Int
    let quantityDecimals: Int
    /// What is added to its times to make them nanoseconds since 1970.
    let offset: Int64
    /// When it begins and ends, in nanoseconds since 1970.
    let span: ClosedRange<Int64>
    var notices: [String] = []

    /// Looks at the recording at `path`.
    init(path: String, symbol: String?) throws(ReplayError) {
        self = CaptureReader.recognises(path) ? try Self.capture(path) : try Self.file(path, symbol)
    }

    init(
        _ path: String,
        isCapture: Bool,
        venues: [ReplayVenue],
        assets: (base: String, quote: String),
        decimals: (price: Int, quantity: Int),
        offset: Int64,
        span: (first: Int64, last: Int64)
    ) {
        self.path = path
        self.isCapture = isCapture
        self.venues = venues
        (base, quote) = assets
        (priceDecimals, quantityDecimals) = decimals
        self.offset = offset
        self.span = span.first...max(span.first, span.last)
    }

    // MARK: - rung's own

    private static func capture(_ path: String) throws(ReplayError) -> RecordingLook {
        do {
            var reader = try CaptureReader(path: path)
            let description = reader.description
            var record = CaptureRecord()
            guard try reader.next(into: &record) else {
                throw ReplayError.unsupported(path: path, reason: "nothing was recorded in it")
            }
            let wallTime = record.wallTime.nanoseconds
            let last = lastTime(&reader, record)
            var venues: [ReplayVenue] = []
            for venue in description.venues {
                guard let dialect = ReplayDialect(rawValue: venue.dialect) else {
                    throw ReplayError.unsupported(path: path, reason: "rung has no machine for \(venue.dialect)")
                }
                var played = ReplayVenue(
                    name: venue.name,
                    dialect: dialect,
                    symbol: venue.symbol,
                    depth: venue.depth
                )
                played.connections = venue.connections
                venues.append(played)
            }
            let units = description.instrument
            return RecordingLook(
                path,
                isCapture: true,
                venues: venues,
                assets: (units.base, units.quote),
                decimals: (units.priceUnit.decimals, units.quantityUnit.decimals),
                offset: wallTime &- record.time.nanoseconds,
                span: (wallTime, last)
            )
        } catch let error as CaptureError {
            throw .broken(error)
        } catch let error as ReplayError {
            throw error
        } catch {
            throw .unsupported(path: path, reason: "\(error)")
        }
    }

    /// When the last record was received: by the manifest of a recording that was ended, else by reading it all.
    private static func lastTime(_ reader: inout CaptureReader, _ first: CaptureRecord) -> Int64 {
        if let manifest = reader.manifest, manifest.isClean,
            let last = manifest.segments.last(where: { $0.tally.last != nil })?.tally.last
        {
            return last.nanoseconds
        }
        var last = first.wallTime.nanoseconds
        var record = first
        while true {
            do {
                while try reader.next(into: &record) { last = record.wallTime.nanoseconds }
                return last
            } catch {
                // The damage is said when it is played.
                guard reader.resume() else { return last }
            }
        }
    }

    // MARK: - Others'

    private static func file(_ path: String, _ symbol: String?) throws(ReplayError) -> RecordingLook {
        if let look = try dialectLook(path, symbol) { return look }
        var file: RecordingFile
        do {
            file = try RecordingFile(path: path)
        } catch {
            throw .unreadable(error)
        }
        let survey = RecordingSurvey(&file)
        guard let firstTime = survey.firstTime else {
            if let damage = survey.damage { throw .unreadable(damage) }
            throw .unsupported(path: path, reason: "there is no record in it")
        }
        guard let dialect = survey.dialect else { throw .unsupported(path: path, reason: unknown(survey)) }
        guard let played = symbol ?? survey.symbols.first, survey.symbols.contains(played) else {
            let found = survey.symbols.joined(separator: ", ")
            throw .unsupported(path: path, reason: "it has \(found) and no \(symbol ?? "symbol")")
        }
        let isKraken = dialect == .kraken
        let offset = file.calendarStart.map { $0 &- firstTime } ?? 0
        let depth = survey.depth ?? krakenDepths.first { $0 >= survey.largestSnapshot }
        var look = RecordingLook(
            path,
            isCapture: false,
            venues: [
                ReplayVenue(
                    name: dialect.identity.name,
                    dialect: dialect,
                    symbol: played,
                    depth: isKraken ? depth : nil
                )
            ],
            assets: RecordedInstrument.assets(of: played) ?? (played, ""),
            // Kraken's checksums are over the digits as they were sent, zeros at the end included.
            decimals: isKraken
                ? (survey.priceDecimals, survey.quantityDecimals)
                : (survey.significantPriceDecimals, survey.significantQuantityDecimals),
            offset: offset,
            span: (firstTime &+ offset, survey.lastTime &+ offset)
        )
        if survey.symbols.count > 1 {
            let found = survey.symbols.joined(separator: ", ")
            look.notices.append("\(path) has \(found): \(played) is played; choose another one with --symbol")
        }
        return look
    }

    private static let krakenDepths = [10, 25, 100, 500, 1_000]

    private static func unknown(_ survey: RecordingSurvey) -> String {
        let spoken = "rung plays \(ReplayDialect.titles)"
        guard !survey.symbols.isEmpty || !survey.kinds.isEmpty else { return "it is empty" }
        return "no book of a venue that rung speaks to is in it; \(spoken)"
    }
}

extension RecordingSurvey {
    /// Whose protocol the messages are in, as far as rung speaks it.
    fileprivate var dialect: ReplayDialect? {
        guard !symbols.isEmpty else { return nil }
        if kinds["book/snapshot"] != nil || kinds["book/update"] != nil { return .kraken }
        guard updates > 0 else { return nil }
        return hasPredecessors ? .binanceFutures : .binanceSpot
    }
}
