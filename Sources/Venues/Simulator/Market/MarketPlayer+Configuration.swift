import Books

extension MarketPlayer {
    /// A player of a recording for the exchange that is configured.
    init(_ market: any RecordedMarket, _ configuration: ExchangeConfiguration) throws(MarketError) {
        let parser = RecordedFrameParser(
            priceUnit: configuration.instrument.priceUnit,
            quantityUnit: configuration.instrument.quantityUnit,
            priceOffset: configuration.priceOffset.units
        )
        try self.init(RecordingReader(market, parser: parser), clock: configuration.playback)
    }
}
