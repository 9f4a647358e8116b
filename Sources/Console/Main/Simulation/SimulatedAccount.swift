import Books
import Simulator
import Transport

/// Our account at one of the simulated exchanges, made anew at each start; its key is known to nobody else.
struct SimulatedAccount {
    /// The public half of its key.
    let key: String
    /// The secret half: the secret as the venue counts it, or a private key as its file has it.
    let secret: [UInt8]
    /// What the venue has of the key.
    let credential: TradingAccount.Credential

    /// What the exchanges of `sim` take of what a taker trades: a hundredth of a percent.
    ///
    /// The tier of a large customer. With the public rates (0.1 % and more) hardly a quote of the recorded minutes could
    /// be executed without a loss, and nothing would be seen to happen.
    static let fee = FeeRate.basisPoints(1)

    /// The same as the exchanges count it: in millionths.
    static let feeMillionths = fee.units / (FeeRate.scale / 1_000_000)

    /// An account with a random key.
    init() {
        key = Self.text(48)
        secret = Array(Self.text(64).utf8)
        credential = .secret(secret)
    }

    /// An account with a random Ed25519 key.
    init(ed25519 pair: Ed25519KeyPair) {
        key = Self.text(48)
        secret = pair.privateText
        credential = .ed25519(publicKey: pair.publicKey)
    }

    /// The account as the exchange has it: money enough for a day of the strategy, and not without end.
    var opening: TradingAccount {
        let fee = Self.feeMillionths
        return TradingAccount(
            apiKey: key,
            credential: credential,
            balances: [TradingAccount.Holding("ETH", "20"), TradingAccount.Holding("USDT", "60000")],
            fees: TradingAccount.FeeSchedule(makerMillionths: fee, takerMillionths: fee),
            tier: .pro
        )
    }

    /// The account's key as a client has it.
    func credentials() throws(StartError) -> KeyFile.Contents {
        do {
            return KeyFile.Contents(key: key, secret: try Secret(known: secret))
        } catch {
            throw StartError(error.message)
        }
    }

    private static func text(_ count: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<count).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }
}
