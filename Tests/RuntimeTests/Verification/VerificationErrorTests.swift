import Foundation
import Recording
import Runtime
import TestKit
import Testing
import Venues

/// Files that cannot be verified at all, and options that do not fit.
@Suite("Verification: what cannot be done")
struct VerificationErrorTests {
    private static func sentence(_ bytes: [UInt8], options: VerificationOptions = VerificationOptions()) throws
        -> String
    {
        try TemporaryFile.with(bytes, name: "file") { path in
            do throws(VerificationError) {
                _ = try Recordings.verify(path: path, options: options)
                return "no error"
            } catch {
                #expect(error.sentence.hasPrefix(path) || error.sentence.hasPrefix("--"))
                return error.sentence.replacing(path, with: "file")
            }
        }
    }

    @Test(
        "Each obstacle has a sentence that begins with the file",
        arguments: [
            ("", "file is no recording that rung knows"), ("5 {}\n6\n", "file, record 2: expected"),
            ("CBCAP1 kraken BTC/USD 5\n9 5\nab", "file ends in the middle of record 1"),
            ("5: {}\n", "file cannot be verified: it is a cryptofeed recording"),
            ("CBCAP1 coinbase BTC/USD 5\n", "file cannot be verified: rung has no machine for the venue coinbase yet."),
            ("5 {\"stream\":\"x@trade\",\"data\":{}}\n", "file cannot be verified: there is no depth event in it."),
            ("CBCAP1 kraken BTC/USD 5\n9 2\n{}\n", "file cannot be verified: there is no book message in it."),
        ]
    )
    func obstacles(text: String, opening: String) throws {
        let sentence = try Self.sentence([UInt8](text.utf8))
        #expect(sentence.hasPrefix(opening))
    }

    @Test("A recording whose compressed file was cut is not verified as far as it goes")
    func cutFile() throws {
        let whole = try Fixture.bytes("v2_btcusd_d10_resyncs_20260801.cbcap.gz", in: .module)
        let sentence = try Self.sentence(Array(whole.dropLast(whole.count / 3)))
        #expect(sentence.hasPrefix("file ends in the middle of record"))
        #expect(sentence.contains("cut off"))
    }

    @Test("A file that is not there is told so")
    func missing() {
        #expect(throws: VerificationError.unreadable(.cannotOpen(path: "/none", reason: "No such file or directory"))) {
            try Recordings.verify(path: "/none")
        }
    }

    @Test("Sizes and checkpoints are those that are asked for, and a size that is none is refused")
    func options() throws {
        let records = try Recordings.records(try Recordings.kraken("v2_btcusd_d10_resyncs_20260801"), limit: 40)
        let bytes = Recordings.cbcap(records)
        let report = try Recordings.verify(
            bytes,
            options: VerificationOptions(checkpoints: [3, 1], sizes: ["0.5", "2"])
        )
        let checkpoints = try #require(report.symbols.first?.facts["checkpoints"]?.array)
        #expect(checkpoints.map { $0["after_applied_updates"]?.integer } == [1, 3])
        #expect(checkpoints[0]["vwap"]?.array?.map { $0["size"]?.string } == ["0.5", "2"])
        let sentence = try Self.sentence(bytes, options: VerificationOptions(sizes: ["1", "1e-9"]))
        #expect(sentence == "--sizes: 1e-9 is no size here: the recording's quantities have 8 decimals")
    }
}
