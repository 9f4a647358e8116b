import Books
import Simulator

/// An instrument as one of our simulated exchanges lists it.
enum SimulatedListing {
    /// The listing of `base`/`quote` at `venue`, with ticks and lots of these decimals.
    ///
    /// Binance writes every number with eight decimals, Kraken prices with those of the tick and quantities with eight.
    static func make(
        _ venue: ExchangeVenue,
        base: String,
        quote: String,
        priceDecimals: Int,
        quantityDecimals: Int
    ) -> ExchangeInstrument {
        let wire = DecimalUnit(decimals: 8)
        let priceUnit =
            switch venue {
            case .binance: DecimalUnit(decimals: max(8, priceDecimals))
            case .kraken: DecimalUnit(decimals: priceDecimals)
            }
        let quantityUnit = DecimalUnit(decimals: max(wire.decimals, quantityDecimals))
        let lot = DecimalUnit.powersOfTen[quantityUnit.decimals - quantityDecimals]
        let notionalUnits = Int128(priceUnit.perOne) * Int128(quantityUnit.perOne)
        return ExchangeInstrument(
            symbol: venue == .binance ? base + quote : base + "/" + quote,
            base: base,
            quote: quote,
            priceUnit: priceUnit,
            quantityUnit: quantityUnit,
            tick: Price(units: DecimalUnit.powersOfTen[priceUnit.decimals - priceDecimals]),
            lot: Quantity(units: lot),
            minimumQuantity: Quantity(units: lot),
            minimumNotional: Notional(units: 5 * notionalUnits)
        )
    }
}
