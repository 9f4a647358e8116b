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
        let api_key: String
        let secret: String
        let cases: [Case]
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
