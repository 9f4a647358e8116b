/// An account at a simulated exchange: who may trade there, with what, and at which fees.
public struct TradingAccount: Sendable, Hashable {
    /// The public half of its credentials.
    public let apiKey: String
    /// The secret as bytes: at Binance the characters of the secret, at Kraken what its base64 text stands for.
    public let secret: [UInt8]
    /// What it holds at the beginning, as plain decimals by asset.
    public let balances: [Holding]
    /// What it pays for trades.
    public let fees: FeeSchedule
    /// How much it may do.
    public let tier: RateTier

    /// An amount of an asset.
    public struct Holding: Sendable, Hashable {
        /// The asset's name.
        public let asset: String
        /// How much, as a plain decimal.
        public let amount: String

        /// `amount` of `asset`.
        public init(_ asset: String, _ amount: String) {
            self.asset = asset
            self.amount = amount
        }
    }

    /// Fee rates, in millionths of what changes hands: 1,000 is 10 basis points.
    public struct FeeSchedule: Sendable, Hashable {
        /// For orders that stood in the book.
        public let maker: Int64
        /// For orders that took from it.
        public let taker: Int64

        /// These rates, each from zero to one million.
        public init(makerMillionths maker: Int64, takerMillionths taker: Int64) {
            precondition((0...1_000_000).contains(maker) && (0...1_000_000).contains(taker), "a fee above all there is")
            self.maker = maker
            self.taker = taker
        }
    }

    /// An account with all its facts.
    public init(
        apiKey: String,
        secret: [UInt8],
        balances: [Holding],
        fees: FeeSchedule,
        tier: RateTier = .intermediate
    ) {
        self.apiKey = apiKey
        self.secret = secret
        self.balances = balances
        self.fees = fees
        self.tier = tier
    }
}
