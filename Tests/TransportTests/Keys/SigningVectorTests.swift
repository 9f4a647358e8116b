import Foundation
import TestKit
import Testing
import Transport
import Venues

/// The published signatures, recomputed by the signer that signs orders.
@Suite("Signing")
struct SigningVectorTests {
    private struct Binance: Decodable {
        struct Case: Decodable {
            let name: String
            let payload: String
            let expected_hex: String
        }
        struct Ed25519: Decodable {
            struct Case: Decodable {
                let name: String
                let transport: String
                let payload: String
                let expected_base64: String
                let expected_percent_encoded: String
            }
            let seed_hex: String
            let public_hex: String
            let cases: [Case]
        }
        let api_key: String
        let secret: String
        let cases: [Case]
        let ed25519: Ed25519
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    private struct Kraken: Decodable {
        struct Case: Decodable {
            let name: String
            let secret_base64: String
            let path: String
            let nonce: String
            let body: String
            let expected_api_sign: String
        }
        let cases: [Case]
    }

    private static func vectors<Value: Decodable>(_ name: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(try Fixture.bytes(name, in: .module)))
    }

    @Test("Binance's examples come out as published")
    func binance() throws {
        let vectors: Binance = try Self.vectors("binance_signing.json")
        let secret = try Secret(known: Array(vectors.secret.utf8))
        let signer = OpenSSLSigner(key: vectors.api_key, secret: secret, hash: .sha256)
        #expect(vectors.cases.count == 4)
        for item in vectors.cases {
            #expect(
                Hexadecimal.text(signer.authenticate(Array(item.payload.utf8))) == item.expected_hex,
                "\(item.name)"
            )
        }
    }

    @Test("Ed25519 signatures come out as the vectors say, in base64 on the stream and percent-encoded in a query")
    func ed25519() throws {
        let vectors: Binance = try Self.vectors("binance_signing.json")
        let key = try Secret(known: Self.bytes(vectors.ed25519.seed_hex))
        let signer = try Ed25519Signer(key: vectors.api_key, secret: key)
        #expect(vectors.ed25519.cases.map(\.transport) == ["WS API", "REST"])
        for item in vectors.ed25519.cases {
            let payload = Array(item.payload.utf8)
            #expect(BinanceSigning.streamText(of: payload, by: signer) == item.expected_base64, "\(item.name)")
            #expect(BinanceSigning.queryText(of: item.payload, by: signer) == item.expected_percent_encoded)
            // The other half of the key takes it, and neither another text, nor a changed signature, nor another key.
            let digests = OpenSSLMessageDigests()
            let publicKey = Self.bytes(vectors.ed25519.public_hex)
            var signature = signer.authenticate(payload)
            #expect(digests.isEd25519(signature, of: payload, publicKey: publicKey))
            #expect(!digests.isEd25519(signature, of: payload + [0x20], publicKey: publicKey))
            #expect(!digests.isEd25519(signature, of: payload, publicKey: Array(publicKey.reversed())))
            #expect(!digests.isEd25519(signature, of: payload, publicKey: Array(publicKey.dropLast())))
            #expect(!digests.isEd25519(signature.dropLast(), of: payload, publicKey: publicKey))
            signature[7] ^= 1
            #expect(!digests.isEd25519(signature, of: payload, publicKey: publicKey))
        }
    }

    @Test("A private key that has not 32 bytes makes no signer")
    func length() throws {
        for count in [1, 31, 33, 64] {
            let secret = try Secret(known: [UInt8](repeating: 7, count: count))
            #expect(throws: KeyFileError.self) { try Ed25519Signer(key: "k", secret: secret) }
        }
    }

    @Test("Our own parameters make exactly the texts that Binance's examples sign")
    func binanceTexts() throws {
        let vectors: Binance = try Self.vectors("binance_signing.json")
        for item in vectors.cases {
            var parameters = BinanceParameters()
            for part in item.payload.split(separator: "&") {
                let pair = part.split(separator: "=", maxSplits: 1).map { String($0) }
                let value = pair[1].removingPercentEncoding ?? pair[1]
                if let number = Int64(value), ["timestamp", "recvWindow"].contains(pair[0]) {
                    parameters.add(pair[0], number)
                } else {
                    parameters.add(pair[0], value)
                }
            }
            let isStream = item.name.hasPrefix("ws")
            let text = isStream ? String(decoding: parameters.streamPayload, as: UTF8.self) : parameters.query
            #expect(text == item.payload, "\(item.name)")
        }
    }

    @Test("Kraken's examples come out as published")
    func kraken() throws {
        let vectors: Kraken = try Self.vectors("kraken_signing.json")
        #expect(vectors.cases.count == 4)
        for item in vectors.cases {
            let secret = try Secret(known: try #require(Base64.decode(item.secret_base64)))
            let signer = OpenSSLSigner(key: "k", secret: secret, hash: .sha512)
            let nonce = try #require(UInt64(item.nonce))
            let signature = KrakenSigning.sign(path: item.path, nonce: nonce, body: Array(item.body.utf8), by: signer)
            #expect(signature == item.expected_api_sign, "\(item.name)")
        }
    }
}
