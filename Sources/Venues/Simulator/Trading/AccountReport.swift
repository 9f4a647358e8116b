public import Books

/// The ledger of a simulated exchange, for whoever compares it with a client's: every account with what it holds, all of
/// its orders and all of its trades.
///
/// Numbers are plain decimals without loss, identifiers are those of the venue's wire.
public struct AccountReport: Sendable, Hashable {
    /// The accounts in the order of the configuration.
    public internal(set) var accounts: [Account] = []

    /// An exchange where nobody has an account.
    public init() {}

    /// One account.
    public struct Account: Sendable, Hashable {
        /// The public half of its credentials.
        public let apiKey: String
        /// What it holds.
        public let balances: [Balance]
        /// Its orders, the oldest first.
        public let orders: [Order]
        /// Its trades, the oldest first.
        public let fills: [Fill]
    }

    /// How much an account holds of an asset.
    public struct Balance: Sendable, Hashable {
        /// The asset's common name.
        public let asset: String
        /// What is free.
        public let free: String
        /// What open orders have reserved.
        public let locked: String
    }

    /// An order.
    public struct Order: Sendable, Hashable {
        /// The venue's identifier.
        public let identifier: String
        /// The client's own name for it; empty where it gave none.
        public let clientID: String
        /// Whether it buys or sells.
        public let side: TradeSide
        /// `limit`, `market` or `postOnly`.
        public let kind: String
        /// Its limit; nil for a market order.
        public let price: String?
        /// Its size.
        public let quantity: String
        /// How much of it was filled.
        public let filled: String
        /// What that cost or brought, before fees.
        public let quote: String
        /// What became of it.
        public let state: ExchangeOrder.State
        /// When it was accepted.
        public let created: WallTime
    }

    /// A trade.
    public struct Fill: Sendable, Hashable {
        /// The venue's identifier of the trade.
        public let identifier: String
        /// The venue's identifier of the order.
        public let order: String
        /// The client's own name for the order.
        public let clientID: String
        /// Whether the order bought or sold.
        public let side: TradeSide
        /// The price.
        public let price: String
        /// The quantity.
        public let quantity: String
        /// What it cost or brought, before the fee.
        public let quote: String
        /// The fee.
        public let fee: String
        /// What the fee was paid in.
        public let feeAsset: String
        /// Whether the order stood in the book.
        public let isMaker: Bool
        /// When.
        public let time: WallTime
    }
}
