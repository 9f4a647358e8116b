public import Books

/// A trade of an order at a simulated exchange.
public struct ExchangeFill: Sendable, Hashable {
    /// The exchange's number of the trade.
    public let number: Int64
    /// Its place among all fills, from 1.
    public let sequence: Int64
    /// The order's number.
    public let order: Int64
    /// The account of the order.
    public let account: Int
    /// Whether the order bought or sold.
    public let side: TradeSide
    /// The price, in price units.
    public let price: Int64
    /// The quantity, in quantity units.
    public let quantity: Int64
    /// What it cost or brought before the fee, in the ledger's units of the quote asset.
    public let quote: Int128
    /// The fee, in the ledger's units of ``feeAsset``.
    public let fee: Int128
    /// What the fee was paid in.
    public let feeAsset: String
    /// Whether the order stood in the book.
    public let isMaker: Bool
    /// When, by the exchange's clock.
    public let time: WallTime
    /// What the account has of the base and of the quote asset after it.
    let totals: Totals
    /// When, for queries that lag.
    let steady: MonotonicTime

    /// What an account has of the two assets.
    struct Totals: Sendable, Hashable {
        let base: Int128
        let quote: Int128
    }
}
