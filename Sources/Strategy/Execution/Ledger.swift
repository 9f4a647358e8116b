public import Books

/// Position, cash, fees and profit, from fills and nothing else.
///
/// Every number is a whole count of a unit in which nothing is rounded (``LedgerScale``), so it equals the venues' books
/// to the last digit or something is wrong.
public struct Ledger: Sendable, Equatable {
    /// What was traded.
    public let instrument: Instrument
    /// In which units it counts.
    public let scale: LedgerScale
    /// What was moved at each venue, by slot.
    public private(set) var accounts: [VenueAccount]
    /// The position over all venues and what it earned.
    public private(set) var holding = Holding()

    /// An empty ledger for an instrument over `venueCount` venues.
    public init(_ instrument: Instrument, venueCount: Int) {
        self.instrument = instrument
        scale = LedgerScale(instrument)
        accounts = Array(repeating: VenueAccount(), count: venueCount)
    }

    /// A ledger as it was written down.
    public init(_ instrument: Instrument, accounts: [VenueAccount], holding: Holding) {
        self.instrument = instrument
        scale = LedgerScale(instrument)
        self.accounts = accounts
        self.holding = holding
    }

    // MARK: - Inputs

    /// Books a fill, which must not have been booked before.
    ///
    /// A fee taken in the base asset makes the position smaller; it counts as a cost at the price of the fill.
    public mutating func book(_ fill: OrderFill, _ side: OrderSide, at venue: VenueID) throws(LedgerError) {
        var account = accounts[venue.slot]
        let traded = scale.base(fill.quantity)
        guard let paid = scale.quote(traded, at: fill.price) else { throw .beyondRange }
        var base = side == .buy ? traded : -traded
        var quote = side == .buy ? -paid : paid
        var cost = side == .buy ? paid : -paid
        switch fill.fee.asset {
        case .base:
            let fee = scale.baseFee(fill.fee.units)
            guard let value = scale.quote(fee, at: fill.price) else { throw .beyondRange }
            base = try Self.sum(base, -fee)
            cost = try Self.sum(cost, -value)
            account.baseFees = try Self.sum(account.baseFees, fee)
            account.baseFeesInQuote = try Self.sum(account.baseFeesInQuote, value)
        case .quote:
            guard let fee = scale.quoteFee(fill.fee.units) else { throw .beyondRange }
            quote = try Self.sum(quote, -fee)
            account.quoteFees = try Self.sum(account.quoteFees, fee)
        case .other(let asset):
            try account.add(fill.fee.units, of: asset)
        }
        account.base = try Self.sum(account.base, base)
        account.quote = try Self.sum(account.quote, quote)
        account.fills += 1
        guard cost > .min, let held = holding.adding(base, for: cost) else { throw .beyondRange }
        holding = held
        accounts[venue.slot] = account
    }

    // MARK: - Queries

    /// The position over all venues in the instrument's quantity units, rounded towards nothing.
    public var position: Quantity {
        Quantity(units: Int64(clamping: holding.position / scale.base(Quantity(units: 1))))
    }

    /// Fees in the quote asset over all venues, those taken in the base asset at the price of their fill; as many as can be
    /// counted.
    public var fees: Int128 {
        accounts.reduce(0) { Self.bounded($0, Self.bounded($1.quoteFees, $1.baseFeesInQuote)) }
    }

    /// What was earned by trading, less the fees; nil beyond what can be counted.
    public var realised: Int128? {
        let net = holding.realised.subtractingReportingOverflow(fees)
        return net.overflow ? nil : net.partialValue
    }

    /// What the open position is worth above its cost at a price; nil beyond what can be counted.
    public func openProfit(at mid: Mid) -> Int128? {
        let doubled = holding.position.multipliedReportingOverflow(by: Int128(mid.doubled))
        guard !doubled.overflow else { return nil }
        // Half a unit is lost where position and doubled mid are both odd: it is rounded down.
        let profit = (doubled.partialValue >> 1).subtractingReportingOverflow(holding.cost)
        return profit.overflow ? nil : profit.partialValue
    }

    /// Realised and open profit, less fees; nil beyond what can be counted.
    public func profit(at mid: Mid) -> Int128? {
        guard let open = openProfit(at: mid) else { return nil }
        let sum = holding.realised.addingReportingOverflow(open)
        let net = sum.partialValue.subtractingReportingOverflow(fees)
        return sum.overflow || net.overflow ? nil : net.partialValue
    }

    private static func bounded(_ left: Int128, _ right: Int128) -> Int128 {
        let sum = left.addingReportingOverflow(right)
        return sum.overflow ? (right > 0 ? .max : .min) : sum.partialValue
    }

    private static func sum(_ left: Int128, _ right: Int128) throws(LedgerError) -> Int128 {
        let sum = left.addingReportingOverflow(right)
        if sum.overflow { throw .beyondRange }
        return sum.partialValue
    }
}
