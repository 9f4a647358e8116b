import Books
import Venues

/// What Binance checks before a request is let in: the key, the signature, the time (REST API, "Request security").
enum BinanceCredentials {
    /// The account of a key.
    static func account(of key: String?, among accounts: [TradingAccount]) throws(BinanceRefusal) -> Int {
        guard let key, !key.isEmpty, key.utf8.count <= 128 else {
            throw BinanceRefusal(status: 401, code: -2_014, message: "API-key format invalid.")
        }
        guard let account = accounts.firstIndex(where: { $0.apiKey == key }) else { throw .unknownKey }
        return account
    }

    /// Checks a signature of what was sent: of a key with a secret the HMAC in hexadecimal digits, of an Ed25519 key the
    /// signature in base64.
    static func verify(
        _ signature: String?,
        of payload: [UInt8],
        _ credential: TradingAccount.Credential,
        _ digests: any MessageDigests
    ) throws(BinanceRefusal) {
        guard let signature else { throw .missing("signature") }
        switch credential {
        case .secret(let secret):
            let expected = hexadecimal(digests.hmacSHA256(payload, key: secret))
            guard equal(Array(signature.utf8), expected) else { throw .badSignature }
        case .ed25519(let publicKey):
            guard let bytes = Base64.decode(signature),
                digests.isEd25519(bytes, of: payload, publicKey: publicKey)
            else { throw .badSignature }
        }
    }

    /// Checks that a request is neither from the future nor too old.
    static func checkTime(_ parameters: BinanceParameters, at now: WallTime) throws(BinanceRefusal) {
        guard let stamp = try parameters.integer("timestamp") else { throw .missing("timestamp") }
        // Milliseconds or microseconds: fifteen digits of milliseconds last beyond the year 30000.
        let microseconds = stamp < 1_000_000_000_000_000 ? stamp * 1_000 : stamp
        let window: Int64
        do throws(DecimalError) {
            window = try DecimalText.parse(parameters["recvWindow"] ?? "5000", unit: DecimalUnit(decimals: 3))
        } catch {
            throw .invalid("recvWindow")
        }
        guard (0...60_000_000).contains(window) else {
            throw BinanceRefusal(status: 400, code: -1_131, message: "'recvWindow' must be less than 60000.")
        }
        let server = now.nanoseconds / 1_000
        guard microseconds < server + 1_000_000 else {
            let message = "Timestamp for this request was 1000ms ahead of the server's time."
            throw BinanceRefusal(status: 400, code: -1_021, message: message)
        }
        guard server - microseconds <= window else {
            let message = "Timestamp for this request is outside of the recvWindow."
            throw BinanceRefusal(status: 400, code: -1_021, message: message)
        }
    }

    /// What a REST signature covers: the query and the body as they were sent, without the signature.
    ///
    /// Nil where something stands that has to be percent-encoded before it is signed.
    static func payload(_ request: ExchangeRequest) -> [UInt8]? {
        let halves = Array(request.target.utf8).split(
            separator: UInt8(ascii: "?"),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let parts = [Array(halves.dropFirst().joined()), request.body].map { part in
            part.split(separator: UInt8(ascii: "&")).filter { !$0.starts(with: Array("signature=".utf8)) }
        }
        let payload = parts.map { Array($0.joined(separator: [UInt8(ascii: "&")])) }.flatMap(\.self)
        return payload.allSatisfy(isEncoded) ? payload : nil
    }

    /// Whether a byte may stand in a query as it is (RFC 3986 section 3.4).
    private static func isEncoded(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~!$&'()*+,;=:@/?%".utf8.contains(byte)
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }
    }

    /// Compares without telling by the time it takes where the difference is.
    private static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
