import ArgumentParser
import Books
import Simulator
import Transport
import Venues

/// The account that `rung exchange` opens, and how whoever is to trade on it gets its key.
struct ExchangeAccountOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Open an account with 20 ETH and 60,000 USDT, and write its key and its secret here as JSON.",
            valueName: "account-file"
        ),
        completion: .file()
    )
    var account: String?

    @Option(
        help: ArgumentHelp(
            "Open the account, and write its key and its secret here, as `rung --account` reads them.",
            valueName: "key-file"
        ),
        completion: .file()
    )
    var keys: String?

    @Option(help: "What the account pays of a trade, in percent; the venue's public taker rate unless given.")
    var fee: String?

    @Flag(help: "Give the account an Ed25519 key instead of one with a secret (Binance alone).")
    var ed25519 = false

    func validate() throws {
        _ = try millionths()
        guard !ed25519 || account != nil || keys != nil else {
            throw ValidationError("--ed25519 is about the account: name a file for its key (--keys or --account).")
        }
    }

    /// Makes the account, if it is wanted, and writes its key to the files, which their owner alone can read.
    func open(at venue: ExchangeVenue) throws -> TradingAccount? {
        guard account != nil || keys != nil else { return nil }
        let made = try make(at: venue)
        // At Binance a secret is its characters, at Kraken what its base64 text stands for.
        let secret =
            venue == .binance ? String(decoding: made.secret, as: UTF8.self) : Base64.encode(made.secret)
        if let account {
            let value = JSONValue.members(["key": .string(made.key), "secret": .string(secret)])
            try NewFile.write(Array((value.text + "\n").utf8), to: account, mode: 0o600)
        }
        if let keys { try NewFile.write(Array("\(made.key)\n\(secret)\n".utf8), to: keys, mode: 0o600) }
        // The public taker rates; a third party's client is to meet the venue as anybody does.
        let fee = try millionths() ?? (venue == .binance ? 1_000 : 2_600)
        return TradingAccount(
            apiKey: made.key,
            credential: made.credential,
            balances: made.opening.balances,
            fees: TradingAccount.FeeSchedule(makerMillionths: fee, takerMillionths: fee),
            tier: .pro
        )
    }

    private func make(at venue: ExchangeVenue) throws -> SimulatedAccount {
        guard ed25519 else { return SimulatedAccount() }
        guard venue == .binance else { throw StartError("--ed25519: only Binance has such keys") }
        do throws(TransportError) {
            return SimulatedAccount(ed25519: try Ed25519KeyPair())
        } catch {
            throw StartError(error.message)
        }
    }

    /// The fee in millionths of what is traded.
    private func millionths() throws -> Int64? {
        guard let fee else { return nil }
        do {
            let millionths = try DecimalText.parse(fee, unit: DecimalUnit(decimals: 4))
            guard (0...10_000).contains(millionths) else { throw DecimalError.outOfRange }
            return millionths
        } catch {
            throw ValidationError("--fee: \(fee) is no percentage from 0 to 1")
        }
    }
}
