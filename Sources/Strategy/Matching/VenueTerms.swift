public import Books

/// On what terms a venue's liquidity can be taken at this moment.
public struct VenueTerms: Sendable, Hashable {
    /// The venue's rules for the instrument.
    public let listing: VenueListing
    /// What it takes of what we take.
    public let fee: FeeRate
    /// How much of what stands there is counted on, in millionths: what usually was still there when we arrived.
    public let share: Int64
    /// The most that one child order may be for.
    public let most: Quantity

    /// All of what is counted on, in millionths.
    public static let wholeShare: Int64 = 1_000_000

    /// Terms of a venue; `share` is brought into 0 to ``wholeShare``.
    public init(listing: VenueListing, fee: FeeRate, share: Int64 = wholeShare, most: Quantity = .mostCountable) {
        self.listing = listing
        self.fee = fee
        self.share = min(max(share, 0), Self.wholeShare)
        self.most = most
    }

    /// How much of `quantity` is counted on.
    func counted(_ quantity: Int64) -> Int64 {
        guard quantity > 0 else { return 0 }
        return Rounding.down.quotient(Int128(quantity) * Int128(share), Int128(Self.wholeShare)) ?? 0
    }
}

extension Quantity {
    /// More than any order is for.
    public static let mostCountable = Quantity(units: DecimalText.bound)
}
