import Books
import Foundation
import TestKit
import Testing

/// The names of orders: reference values, and that nothing is lost in them.
@Suite("Client order ids")
struct ClientOrderIDTests {
    private struct File: Decodable {
        struct Section: Decodable {
            let install_key_hex: String
            let cases: [Case]
        }
        struct Case: Decodable {
            struct Input: Decodable {
                let epoch: UInt32
                let seq: UInt64
                let leg: UInt8
                let attempt: Int
                let side: String
            }
            let inp: Input
            let out: String
        }
        let client_order_id: Section
    }

    private static let tags = PlainTags(key: (0..<32).map { UInt8($0) })

    @Test("Names are the reference names, digit by digit")
    func vectors() throws {
        let bytes = Data(try Fixture.bytes("client_order_id.json", in: .module))
        let section = try JSONDecoder().decode(File.self, from: bytes).client_order_id
        let key = stride(from: 0, to: 64, by: 2).map { place in
            UInt8(section.install_key_hex.dropFirst(place).prefix(2), radix: 16)
        }
        let tags = PlainTags(key: key.compactMap { $0 })
        #expect(section.cases.count == 4)
        for item in section.cases {
            let id = ClientOrderID(
                epoch: item.inp.epoch,
                match: item.inp.seq,
                leg: item.inp.leg,
                attempt: item.inp.attempt,
                side: item.inp.side == "buy" ? .buy : .sell,
                tags: tags
            )
            #expect(id.text == item.out)
        }
    }

    @Test("The plain hash is SHA-256: the value of FIPS 180-4 for abc")
    func plainHash() {
        let words: [UInt32] = [
            0xba78_16bf, 0x8f01_cfea, 0x4141_40de, 0x5dae_2223, 0xb003_61a3, 0x9617_7a9c, 0xb410_ff61, 0xf200_15ad,
        ]
        let expected = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) } }
        #expect(PlainTags.sha256(Array("abc".utf8)) == expected)
    }

    @Test("Match, leg and try can be read out of a name, also from its text with and without dashes")
    func readBack() {
        forEachSeed(1...200) { seed, generator in
            let epoch = UInt32.random(in: 0..<ClientOrderID.epochLimit, using: &generator)
            let match = UInt64.random(in: 0..<ClientOrderID.matchLimit, using: &generator)
            let (leg, attempt) = (generator.pick(UInt8(0)...255), generator.pick(0...15))
            let side: OrderSide = generator.oneIn(2) ? .buy : .sell
            let id = ClientOrderID(
                epoch: epoch,
                match: match,
                leg: leg,
                attempt: attempt,
                side: side,
                tags: Self.tags
            )
            for text in [id.text, id.dashed, id.text.uppercased()] {
                let read = try #require(ClientOrderID(text), "seed \(seed)")
                #expect(read == id, "seed \(seed)")
                #expect(read.epoch == epoch && read.match == match && read.leg == leg, "seed \(seed)")
                #expect(read.attempt == attempt && read.side == side, "seed \(seed)")
                #expect(read.isGenuine(Self.tags), "seed \(seed)")
            }
            #expect(id.text.utf8.count == 32 && id.dashed.utf8.count == 36, "seed \(seed)")
            #expect(UUID(uuidString: id.dashed) != nil, "seed \(seed)")
        }
    }

    @Test("A name with one digit changed is not genuine, or not a name of ours at all")
    func forged() {
        let id = ClientOrderID(epoch: 7, match: 123_456_789, leg: 1, attempt: 0, side: .buy, tags: Self.tags)
        for place in 0..<32 {
            var digits = Array(id.text)
            digits[place] = digits[place] == "0" ? "1" : "0"
            let forged = ClientOrderID(String(digits))
            #expect(forged.map { $0.isGenuine(Self.tags) } != true, "digit \(place)")
        }
    }

    @Test(
        "What is not a name of ours is refused",
        arguments: [
            "", "7c0e", "7c0e00007000475b8cd150105498378", "7c0e00007000475b8cd15010549837890",
            "7c0f00007000475b8cd1501054983789", "7c0e00007000575b8cd1501054983789",
            "7c0e00007000475bccd1501054983789", "7c0e00007000475b8cd150105498378g", "O-ABCDE-12345-FGHIJ6",
        ]
    )
    func strangers(text: String) {
        #expect(ClientOrderID(text) == nil)
    }
}
