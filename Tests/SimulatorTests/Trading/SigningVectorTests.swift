import Books
import Foundation
import Testing
import Transport
import Venues

@testable import Simulator

@Suite("Signatures that the venues published")
struct SigningVectorTests {
    private struct Binance: Decodable {
        let secret: String
        let cases: [Case]
        let ed25519: Ed25519

        struct Case: Decodable {
            let name: String
            let payload: String
            let expected_hex: String
        }

        struct Ed25519: Decodable {
            let public_hex: String
            let cases: [Case]

            struct Case: Decodable {
                let name: String
                let payload: String
                let expected_base64: String
            }
        }
    }

    private struct Kraken: Decodable {
        let cases: [Case]

        struct Case: Decodable {
            let name: String
            let secret_base64: String
            let path: String
            let nonce: String
            let body: String
            let expected_api_sign: String
        }
    }

    private static func read<Vectors: Decodable>(_ name: String) throws -> Vectors {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url))
    }

    @Test("Binance's signatures are taken, and none with one character changed")
    func binance() throws {
        let vectors: Binance = try Self.read("binance_signing")
        #expect(vectors.cases.count == 4)
        for vector in vectors.cases {
            let (payload, secret) = (Array(vector.payload.utf8), Array(vectors.secret.utf8))
            let digests = OpenSSLMessageDigests()
            #expect(throws: Never.self, "\(vector.name)") {
                try BinanceCredentials.verify(vector.expected_hex, of: payload, .secret(secret), digests)
            }
            let wrong = String(vector.expected_hex.dropLast()) + (vector.expected_hex.hasSuffix("0") ? "1" : "0")
            #expect(throws: BinanceRefusal.badSignature) {
                try BinanceCredentials.verify(wrong, of: payload, .secret(secret), digests)
            }
        }
    }

    @Test("Ed25519 signatures are taken by the public key, and none that is another's, cut or of another text")
    func ed25519() throws {
        let vectors: Binance = try Self.read("binance_signing")
        #expect(vectors.ed25519.cases.count == 2)
        let digits = Array(vectors.ed25519.public_hex)
        let key = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        let check = { (signature: String?, payload: String) throws(BinanceRefusal) in
            let digests = OpenSSLMessageDigests()
            try BinanceCredentials.verify(signature, of: Array(payload.utf8), .ed25519(publicKey: key), digests)
        }
        for (vector, other) in zip(vectors.ed25519.cases, vectors.ed25519.cases.reversed()) {
            #expect(throws: Never.self, "\(vector.name)") { try check(vector.expected_base64, vector.payload) }
            let signatures = [
                other.expected_base64, String(vector.expected_base64.dropLast(4)), vector.expected_base64 + "AAAA", "",
                "%",
            ]
            for wrong in signatures {
                #expect(throws: BinanceRefusal.badSignature) { try check(wrong, vector.payload) }
            }
            #expect(throws: BinanceRefusal.badSignature) { try check(vector.expected_base64, vector.payload + "1") }
            #expect(throws: BinanceRefusal.missing("signature")) { try check(nil, vector.payload) }
        }
    }

    @Test("The parameters of Binance's WebSocket API are signed by name and not encoded")
    func binanceParameters() throws {
        let vectors: Binance = try Self.read("binance_signing")
        for vector in vectors.cases where vector.name.hasPrefix("ws") {
            let members = vector.payload.split(separator: "&").reversed().map { member in
                let halves = member.split(separator: "=").map(String.init)
                return JSONValue.Member(name: halves[0], value: .string(halves[1]))
            }
            let parameters = BinanceParameters(.object([.init(name: "signature", value: .string("x"))] + members))
            #expect(parameters?.signed == vector.payload)
        }
    }

    @Test("What a REST signature covers is what was sent but the signature; it has to be percent-encoded")
    func binancePayload() {
        let payload = { (target: String, body: String) in
            BinanceCredentials.payload(ExchangeRequest(method: "POST", target: target, body: Array(body.utf8)))
                .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(payload("/api/v3/order?a=1&b=%EF%BC%91&signature=ff", "") == "a=1&b=%EF%BC%91")
        #expect(payload("/api/v3/order?a=1", "b=2&signature=ff") == "a=1b=2")
        #expect(payload("/api/v3/order", "a=1&signature=ff&b=2") == "a=1&b=2")
        #expect(payload("/api/v3/order?symbol=\u{FF11}&signature=ff", "") == nil)
        #expect(payload("/api/v3/order", "symbols=[\"A\"]&signature=ff") == nil)
    }

    @Test("Kraken's signatures are the ones that are published")
    func kraken() throws {
        let vectors: Kraken = try Self.read("kraken_signing")
        #expect(vectors.cases.count == 4)
        for vector in vectors.cases {
            let text = KrakenSignature.text(
                Array(vector.path.utf8),
                nonce: vector.nonce,
                body: Array(vector.body.utf8),
                secret: try #require(Base64.decode(vector.secret_base64)),
                OpenSSLMessageDigests()
            )
            #expect(text == vector.expected_api_sign, "\(vector.name)")
        }
    }
}
