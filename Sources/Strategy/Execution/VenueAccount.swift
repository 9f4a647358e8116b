/// What fills have moved at one venue since the session began, in the ledger's units.
///
/// Added to the balances at the beginning it is what the venue's own books must say, to the last digit.
public struct VenueAccount: Sendable, Hashable {
    /// The base asset, less fees taken in it.
    public internal(set) var base: Int128 = 0
    /// The quote asset, less fees taken in it.
    public internal(set) var quote: Int128 = 0
    /// Fees taken in the base asset.
    public internal(set) var baseFees: Int128 = 0
    /// What the fees taken in the base asset were worth, each at the price of its fill.
    public internal(set) var baseFeesInQuote: Int128 = 0
    /// Fees taken in the quote asset.
    public internal(set) var quoteFees: Int128 = 0
    /// Fees taken in other assets, by name, in 10^-12 of each.
    public internal(set) var otherFees: [OtherFee] = []
    /// How many fills there were.
    public internal(set) var fills = 0

    /// What was taken in one asset that is neither base nor quote.
    public struct OtherFee: Sendable, Hashable {
        /// The asset, by the venue's name.
        public let asset: String
        /// How much of it, in 10^-12.
        public internal(set) var units: Int128

        /// An amount of an asset.
        public init(asset: String, units: Int128) {
            self.asset = asset
            self.units = units
        }
    }

    /// Nothing moved.
    public init() {}

    /// What was moved so far, as it was written down; other fees in the order of their assets' names.
    public init(
        base: Int128,
        quote: Int128,
        baseFees: Int128,
        baseFeesInQuote: Int128,
        quoteFees: Int128,
        otherFees: [OtherFee],
        fills: Int
    ) {
        self.base = base
        self.quote = quote
        self.baseFees = baseFees
        self.baseFeesInQuote = baseFeesInQuote
        self.quoteFees = quoteFees
        self.otherFees = otherFees
        self.fills = fills
    }

    /// Adds a fee taken in another asset; the assets stand in the order of their names.
    mutating func add(_ units: Int64, of asset: String) throws(LedgerError) {
        guard let index = otherFees.firstIndex(where: { $0.asset >= asset }) else {
            otherFees.append(OtherFee(asset: asset, units: Int128(units)))
            return
        }
        if otherFees[index].asset == asset {
            let sum = otherFees[index].units.addingReportingOverflow(Int128(units))
            if sum.overflow { throw .beyondRange }
            otherFees[index].units = sum.partialValue
        } else {
            otherFees.insert(OtherFee(asset: asset, units: Int128(units)), at: index)
        }
    }
}
