/// An account at a simulated exchange: who may trade there, with what, and at which fees.
public struct TradingAccount: Sendable, Hashable {
    /// The public half of its credentials.
    public let apiKey: String
    /// What its requests are checked with.
    public let credential: Credential
    /// What it holds at the beginning, as plain decimals by asset.
    public let balances: [Holding]
    /// What it pays for trades.
    public let fees: FeeSchedule
    /// How much it may do.
    public let tier: RateTier

    /// What the venue has of a key.
    public enum Credential: Sendable, Hashable {
        /// The secret as bytes: at Binance the characters of the secret, at Kraken what its base64 text stands for.
        case secret([UInt8])
        /// The 32 bytes of an Ed25519 public key; Binance alone takes those.
        case ed25519(publicKey: [UInt8])
    }

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
        credential: Credential,
        balances: [Holding],
        fees: FeeSchedule,
        tier: RateTier = .intermediate
    ) {
        self.apiKey = apiKey
        self.credential = credential
        self.balances = balances
        self.fees = fees
        self.tier = tier
    }

    /// An account whose key has a secret, with all its facts.
    public init(
        apiKey: String,
        secret: [UInt8],
        balances: [Holding],
        fees: FeeSchedule,
        tier: RateTier = .intermediate
    ) {
        self.init(apiKey: apiKey, credential: .secret(secret), balances: balances, fees: fees, tier: tier)
    }

    /// The secret; nil if the key has none.
    public var secret: [UInt8]? {
        if case .secret(let bytes) = credential { bytes } else { nil }
    }
}
