import Books

@testable import Simulator

extension ExchangeInstrument {
    /// ETH against USDT as Binance Spot lists it.
    ///
    /// Its unit is finer than its lot: orders from the time of a smaller lot still stand in the book.
    static let binanceETH = ExchangeInstrument(
        symbol: "ETHUSDT",
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8),
        tick: Price(units: 1),
        lot: Quantity(units: 10_000),
        minimumQuantity: Quantity(units: 10_000),
        minimumNotional: Notional(units: 50_000_000_000)
    )

    /// ETH against USDT as Kraken lists it.
    static let krakenETH = ExchangeInstrument(
        symbol: "ETH/USDT",
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8),
        tick: Price(units: 1),
        lot: Quantity(units: 1),
        minimumQuantity: Quantity(units: 200_000),
        minimumNotional: Notional(units: 5_000_000_000)
    )
}
