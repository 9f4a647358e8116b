public import Books

/// What a simulated exchange trades, as that exchange lists it.
public struct ExchangeInstrument: Sendable, Hashable {
    /// The exchange's own name for it: `ETHUSDT` at Binance, `ETH/USDT` at Kraken.
    public let symbol: String
    /// The asset that is bought and sold.
    public let base: String
    /// The asset that prices are in.
    public let quote: String
    /// The unit of prices; its decimals are the price precision on the wire where that is fixed per instrument.
    public let priceUnit: DecimalUnit
    /// The unit of quantities, likewise.
    public let quantityUnit: DecimalUnit
    /// Prices are multiples of this.
    public let tick: Price
    /// Quantities are multiples of this.
    public let lot: Quantity
    /// The smallest quantity of an order.
    public let minimumQuantity: Quantity
    /// The smallest price times quantity of an order.
    public let minimumNotional: Notional

    /// An instrument with all its facts; tick and lot must be above zero.
    public init(
        symbol: String,
        base: String,
        quote: String,
        priceUnit: DecimalUnit,
        quantityUnit: DecimalUnit,
        tick: Price,
        lot: Quantity,
        minimumQuantity: Quantity,
        minimumNotional: Notional
    ) {
        precondition(tick.units > 0 && lot.units > 0, "\(symbol) needs a tick and a lot above zero")
        self.symbol = symbol
        self.base = base
        self.quote = quote
        self.priceUnit = priceUnit
        self.quantityUnit = quantityUnit
        self.tick = tick
        self.lot = lot
        self.minimumQuantity = minimumQuantity
        self.minimumNotional = minimumNotional
    }
}
