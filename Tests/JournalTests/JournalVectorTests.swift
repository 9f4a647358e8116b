import Books
import Foundation
import TestKit
import Testing

@testable import Journal

/// The chain of hashes and the names of orders, by vectors that others computed.
@Suite("Journal: vectors")
struct JournalVectorTests {
    private struct Vectors: Decodable {
        struct Link: Decodable {
            let seq: Int64
            let payload: String
            let chain: String
        }
        struct Chain: Decodable { let cases: [Link] }
        struct Name: Decodable {
            struct Parts: Decodable {
                let epoch: UInt32
                let seq: UInt64
                let leg: UInt8
                let attempt: Int
                let side: String
            }
            let inp: Parts
            let out: String
        }
        struct Names: Decodable {
            let install_key_hex: String
            let cases: [Name]
        }
        let journal_chain: Chain
        let client_order_id: Names
    }

    private static func vectors() throws -> Vectors {
        let bytes = try Fixture.bytes("journal_vectors.json", in: .module)
        return try JSONDecoder().decode(Vectors.self, from: Data(bytes))
    }

    @Test("Each record's hash follows from the one before, its number and its text")
    func chain() throws {
        let links = try Self.vectors().journal_chain.cases
        #expect(links.count == 3)
        var chain = JournalChain(epoch: 7, digest: JournalBench.digest)
        for link in links {
            chain.add(Array(link.payload.utf8), sequence: link.seq)
            #expect(hexadecimal(chain.value) == link.chain)
        }
    }

    @Test("The installation's key signs order names as the vectors do")
    func names() throws {
        let names = try Self.vectors().client_order_id
        let digits = Array(names.install_key_hex)
        let key = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        let tags = InstallTagging(key: key, digest: JournalBench.digest)
        #expect(names.cases.count == 4)
        for name in names.cases {
            let id = ClientOrderID(
                epoch: name.inp.epoch,
                match: name.inp.seq,
                leg: name.inp.leg,
                attempt: name.inp.attempt,
                side: name.inp.side == "buy" ? .buy : .sell,
                tags: tags
            )
            #expect(id.text == name.out)
        }
    }
}
