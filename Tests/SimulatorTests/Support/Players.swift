import Books

@testable import Simulator

extension MarketPlayer {
    /// A player of lines, at the recorded speed from time zero.
    init(
        _ market: LinesMarket,
        _ instrument: ExchangeInstrument,
        priceOffset: Int64 = 0,
        origin: Int64 = 1_723_161_254_000_000_000,
        period: TimeSpan? = .seconds(60)
    ) throws {
        let parser = RecordedFrameParser(
            priceUnit: instrument.priceUnit,
            quantityUnit: instrument.quantityUnit,
            priceOffset: priceOffset
        )
        try self.init(
            RecordingReader(market, parser: parser),
            clock: PlaybackClock(
                start: MonotonicTime(nanoseconds: 0),
                origin: WallTime(nanoseconds: origin),
                period: period
            )
        )
    }
}
