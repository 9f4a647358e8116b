import Books

/// What the accounts of an exchange hold, exactly: whole numbers of each asset's unit.
///
/// The unit of the base asset is that of quantities; the unit of the quote asset is the product of those of prices and
/// quantities, so that what a fill costs is whole as well. Other assets count in 10^-8.
struct AccountLedger: Sendable {
    /// The accounts' holdings by account, then in the order in which assets were first named.
    private(set) var holdings: [[Holding]] = []
    private let scales: [Scale]

    /// How much of an asset an account has.
    struct Holding: Sendable, Hashable {
        let asset: String
        /// What is free.
        var free: Int128
        /// What open orders have reserved.
        var locked: Int128 = 0

        /// All of it.
        var total: Int128 { free + locked }
    }

    private struct Scale: Sendable {
        let asset: String
        let decimals: Int
    }

    /// No accounts yet, in an instrument's units.
    init(_ instrument: ExchangeInstrument) {
        scales = [
            Scale(asset: instrument.base, decimals: instrument.quantityUnit.decimals),
            Scale(asset: instrument.quote, decimals: instrument.quoteDecimals),
        ]
    }

    /// How many decimals the unit of an asset has.
    func decimals(of asset: String) -> Int {
        scales.first { $0.asset == asset }?.decimals ?? 8
    }

    /// Adds an account with what it holds.
    mutating func open(_ balances: [TradingAccount.Holding]) throws(DecimalError) {
        var holdings = scales.map { Holding(asset: $0.asset, free: 0) }
        for balance in balances {
            let decimals = decimals(of: balance.asset)
            let unit = DecimalUnit(decimals: min(decimals, 8))
            let count = Int128(try DecimalText.parse(balance.amount, unit: unit))
            guard count >= 0 else { throw .outOfRange }
            let amount = count * Self.power(decimals - unit.decimals)
            if let index = holdings.firstIndex(where: { $0.asset == balance.asset }) {
                holdings[index].free += amount
            } else {
                holdings.append(Holding(asset: balance.asset, free: amount))
            }
        }
        self.holdings.append(holdings)
    }

    /// What is free of an asset.
    func free(_ asset: String, of account: Int) -> Int128 {
        holdings[account].first { $0.asset == asset }?.free ?? 0
    }

    /// All that an account has of an asset.
    func total(_ asset: String, of account: Int) -> Int128 {
        holdings[account].first { $0.asset == asset }?.total ?? 0
    }

    /// Adds to what is free; below zero it takes.
    mutating func credit(_ amount: Int128, _ asset: String, of account: Int) {
        change(asset, of: account) { $0.free += amount }
    }

    /// Reserves for an order; below zero it releases.
    mutating func lock(_ amount: Int128, _ asset: String, of account: Int) {
        change(asset, of: account) { holding in
            holding.free -= amount
            holding.locked += amount
        }
    }

    private mutating func change(_ asset: String, of account: Int, _ body: (inout Holding) -> Void) {
        guard let index = holdings[account].firstIndex(where: { $0.asset == asset }) else {
            preconditionFailure("account \(account) has no \(asset)")
        }
        body(&holdings[account][index])
    }

    /// Ten to a power from 0 to 36.
    static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
    }
}

extension ExchangeInstrument {
    /// The decimals of the ledger's unit of the quote asset.
    var quoteDecimals: Int { priceUnit.decimals + quantityUnit.decimals }
}
