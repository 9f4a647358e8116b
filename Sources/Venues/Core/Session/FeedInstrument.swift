public import Books

/// What a session streams: the instrument in this console's units, under the venue's own name, for one slot.
public struct FeedInstrument: Sendable, Equatable {
    /// The console's slot of the venue.
    public let venue: VenueID
    /// The instrument and its units.
    public let instrument: Instrument
    /// The venue's name of it: `ETHUSDT`, `ETH/USDT`.
    public let symbol: String

    /// `instrument` as `venue` lists it under `symbol`.
    public init(venue: VenueID, instrument: Instrument, symbol: String) {
        self.venue = venue
        self.instrument = instrument
        self.symbol = symbol
    }
}
