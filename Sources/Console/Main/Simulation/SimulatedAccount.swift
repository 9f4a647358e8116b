import Books
import Simulator
import Venues

/// An account at a simulated exchange, with credentials that are made at the start and known to nobody else.
struct SimulatedAccount {
    /// The account as the exchange knows it.
    let account: TradingAccount
    /// The secret as the venue would show it: characters at Binance, base64 at Kraken.
    let secretText: String

    /// What the account holds at the beginning.
    static let balances = [TradingAccount.Holding("ETH", "20"), TradingAccount.Holding("USDT", "60000")]

    /// An account that pays `fee` millionths of what it trades, as maker and as taker.
    init(at venue: ExchangeVenue, feeMillionths fee: Int64) {
        let key = Self.letters(64)
        let secret: [UInt8]
        switch venue {
        case .binance:
            secretText = Self.letters(64)
            secret = Array(secretText.utf8)
        case .kraken:
            secret = (0..<64).map { _ in UInt8.random(in: .min ... .max) }
            secretText = Base64.encode(secret)
        }
        account = TradingAccount(
            apiKey: key,
            secret: secret,
            balances: Self.balances,
            fees: TradingAccount.FeeSchedule(makerMillionths: fee, takerMillionths: fee)
        )
    }

    /// The fee that a venue takes where nothing else is said, in millionths.
    static func standardFee(_ venue: ExchangeVenue) -> Int64 {
        switch venue {
        case .binance: 1_000
        case .kraken: 2_600
        }
    }

    private static func letters(_ count: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<count).map { _ in alphabet[Int.random(in: alphabet.indices)] })
    }
}
