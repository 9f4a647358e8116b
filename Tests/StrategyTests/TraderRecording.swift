import Books
import Foundation
import Recording
import Strategy
import TestKit
import Testing
import Venues

/// The recorded market of two venues as the trader gets it: through the sessions, one batch a message.
enum TraderRecording {
    struct Step {
        let now: MonotonicTime
        let batch: MarketBatch
    }

    static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )
    static let listing = VenueListing(
        tick: Price(units: 1),
        lot: Quantity(units: 10_000),
        minimumNotional: Notional(units: 5 * 100 * 100_000_000)
    )

    /// The first 36 seconds, read once.
    static let steps = Result { try merged(seconds: 36) }

    /// The first `seconds` of both recordings in the order of time; the future is shown at the spot market's basis.
    private static func merged(seconds: Int64) throws -> [Step] {
        let spot = try read("spot_ethusdt_20240808.gz", slot: 0, .spot, shift: 0, seconds)
        let future = try read("usdm_ethusdt_20240808.gz", slot: 1, .usdMargined, shift: 118, seconds)
        return (spot + future).enumerated().sorted { ($0.element.now, $0.offset) < ($1.element.now, $1.offset) }
            .map(\.element)
    }

    private static func read(
        _ name: String,
        slot: Int,
        _ market: BinanceMarket,
        shift: Int64,
        _ seconds: Int64
    ) throws -> [Step] {
        let venue = VenueID(slot: slot)
        let feed = FeedInstrument(venue: venue, instrument: instrument, symbol: "ETHUSDT")
        let host = try #require(Endpoint(host: "localhost", port: 443, isSecure: true, path: "/"))
        var session = try #require(BinanceSession(feed: feed, market: market, stream: host, rest: host))
        var effects = SessionEffects()
        session.handle(.connected, at: MonotonicTime(nanoseconds: 0), into: &effects)
        effects.removeAll()
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Recordings/" + name).standardized.path
        var file = try RecordingFile(path: path)
        var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
        var steps: [Step] = []
        while try file.next(into: &record) {
            let now = MonotonicTime(nanoseconds: record.time)
            if let first = steps.first, now - first.now > .seconds(seconds) { break }
            switch record.kind {
            case .streamed: session.receive(record.payload.span, at: now, into: &effects)
            case .answered: session.takeSnapshot(record.payload.span, at: now, into: &effects)
            case .sent, .opened: continue
            }
            var batch = effects.market.moved(by: shift)
            batch.append(.heard(venue, at: now))
            steps.append(Step(now: now, batch: batch))
            effects.removeAll()
        }
        return steps
    }
}

extension MarketBatch {
    /// The same events at prices `shift` higher, without stated tops, of which this market has too many.
    func moved(by shift: Int64) -> MarketBatch {
        var batch = MarketBatch()
        batch.levels = levels.map { PriceLevel(price: Price(units: $0.price.units + shift), quantity: $0.quantity) }
        for event in events {
            switch event {
            case .trade(let trade):
                batch.append(
                    .trade(
                        Trade(
                            venue: trade.venue,
                            price: Price(units: trade.price.units + shift),
                            quantity: trade.quantity,
                            side: trade.side,
                            identifier: trade.identifier,
                            exchangeTime: trade.exchangeTime
                        )
                    )
                )
            case .top:
                continue
            case .book, .listing, .state, .heard, .timing:
                batch.append(event)
            }
        }
        return batch
    }
}
