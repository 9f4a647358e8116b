import Books

extension VenueListing {
    /// The rules that keep those of every listing there is; nil where there is none.
    ///
    /// A quote may become orders at any venue, so its price is on every tick and its quantity of every lot.
    init?(everyOf listings: [VenueListing?]) {
        var strictest: VenueListing?
        for case let listing? in listings {
            guard let known = strictest else {
                strictest = listing
                continue
            }
            strictest = VenueListing(
                tick: Price(units: Self.commonMultiple(known.tick.units, listing.tick.units)),
                lot: Quantity(units: Self.commonMultiple(known.lot.units, listing.lot.units)),
                minimumNotional: max(known.minimumNotional, listing.minimumNotional)
            )
        }
        guard let strictest, strictest.tick.units > 0, strictest.lot.units > 0 else { return nil }
        self = strictest
    }

    /// The least common multiple; the larger of the two where that is beyond all prices.
    private static func commonMultiple(_ left: Int64, _ right: Int64) -> Int64 {
        guard left > 0, right > 0 else { return max(left, right) }
        var (larger, smaller) = (max(left, right), min(left, right))
        while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
        let (product, overflow) = (left / larger).multipliedReportingOverflow(by: right)
        return overflow || product >= DecimalText.bound ? max(left, right) : product
    }
}
