import Books

/// What usually rests at a distance from the fair price, in bands of ``width`` basis points.
struct UsualDepth: Sendable, Equatable {
    /// How many bands a side has.
    static let bands = 48
    /// How wide a band is, in basis points of the fair price.
    static let width = 0.5

    /// By band, from the fair price outwards; nothing from the first band on that was never seen.
    var bids: [Double] = []
    /// See ``bids``.
    var asks: [Double] = []

    /// What usually rests `distance` basis points away from the fair price; 0 where that is not known.
    ///
    /// Beyond the last band that was ever seen it is taken to be no more than there.
    func amount(_ side: Side, distance: Double) -> Double {
        guard distance.isFinite else { return 0 }
        let band = Int(min(max(distance / Self.width, 0), Double(Self.bands - 1)))
        switch side {
        case .bid: return bids.isEmpty ? 0 : bids[min(band, bids.count - 1)]
        case .ask: return asks.isEmpty ? 0 : asks[min(band, asks.count - 1)]
        }
    }
}
