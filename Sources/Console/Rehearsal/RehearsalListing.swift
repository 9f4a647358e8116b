import Books
import Runtime
import Simulator

/// A recorded instrument as a simulated exchange lists it, so fine that every recorded number can be traded.
///
/// Recordings of others do not tell the venue's rules, so the exchange has no smallest order and every tick and lot that
/// its money can be counted in; where a recording tells them, the trader keeps them.
struct RehearsalListing {
    /// The instrument in the exchange's units.
    let instrument: ExchangeInstrument
    /// How many of its quantity units one of the trader's is.
    let quantityFactor: Int64
    /// The unit in which the trader counts quantities.
    let traderUnit: DecimalUnit
    /// Its rules in the trader's units.
    let rules: VenueListing

    /// Both exchanges write amounts of money with eight decimals, and none is cut: those of a price and of a lot together.
    private static let moneyDecimals = 8
    /// What the trader counts amounts of the quote asset in; Kraken's money is not cut at eight.
    private static let fineMoneyDecimals = 12

    /// Assets that Kraken's old protocol calls otherwise than orders and balances do.
    private static let oldNames = ["XBT", "XDG"]

    /// The listing of a venue; nil where no exchange of ours can trade what was recorded there.
    init?(_ market: ReplayMarket, _ instrument: Instrument) {
        guard let engine = market.engine, !instrument.base.isEmpty, !instrument.quote.isEmpty else { return nil }
        guard !Self.oldNames.contains(instrument.base), !Self.oldNames.contains(instrument.quote) else { return nil }
        let price = instrument.priceUnit.decimals
        let quantity = instrument.quantityUnit.decimals
        let money = engine == .binance ? Self.moneyDecimals : Self.fineMoneyDecimals
        let fine = max(Self.moneyDecimals, quantity)
        guard price <= money, price + fine <= ReplayAccount.decimals else { return nil }
        let lot = min(quantity, money - price)
        let unit = Quantity(units: DecimalUnit.powersOfTen[fine - lot])
        quantityFactor = DecimalUnit.powersOfTen[fine - quantity]
        traderUnit = instrument.quantityUnit
        rules = VenueListing(
            tick: Price(units: 1),
            lot: Quantity(units: DecimalUnit.powersOfTen[quantity - lot]),
            minimumNotional: .zero
        )
        self.instrument = ExchangeInstrument(
            symbol: engine == .binance
                ? instrument.base + instrument.quote : instrument.base + "/" + instrument.quote,
            base: instrument.base,
            quote: instrument.quote,
            priceUnit: instrument.priceUnit,
            quantityUnit: DecimalUnit(decimals: fine),
            tick: Price(units: 1),
            lot: unit,
            minimumQuantity: unit,
            minimumNotional: .zero
        )
    }
}
