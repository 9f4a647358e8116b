import Runtime
import Testing
import Venues

/// The books that rung builds, beside what another program found in the same recordings.
@Suite("Recordings against their facts")
struct FactsTests {
    /// Plays a recording and lists everything in which it differs from its facts.
    private static func differences(_ path: String, _ facts: Facts) throws -> (report: VerificationReport, [String]) {
        let report = try Recordings.verify(path: path, options: VerificationOptions(checkpoints: facts.checkpoints))
        let found = report.json
        var differences: [String] = []
        for member in ["symbols", "sync", "trades", "messages_in_file", "independent_truth"] {
            guard let expected = facts.tree[member] else { continue }
            // The rule is a sentence, not a fact.
            guard case .object(let members) = expected else { continue }
            let kept = JSONValue.object(members.filter { $0.name != "rule" })
            differences += Facts.differences(kept, found[member], at: member)
        }
        return (report, differences)
    }

    @Test("The spot recording gives the facts, and every stated top is the book's", .timeLimit(.minutes(5)))
    func spot() throws {
        let facts = try Facts("binance_spot_ethusdt_20240808")
        #expect(facts.checkpoints.count >= 5)
        let (report, differences) = try Self.differences(Recordings.path("spot_ethusdt_20240808.gz"), facts)
        #expect(differences.isEmpty)
        #expect(report.isProved)
        #expect(report.truth.compared == 3_433)
        #expect(report.problems.isEmpty)
    }

    @Test("The futures recording gives the facts, and every stated top is the book's", .timeLimit(.minutes(5)))
    func futures() throws {
        let facts = try Facts("binance_usdm_ethusdt_20240808")
        #expect(facts.checkpoints.count >= 5)
        let (report, differences) = try Self.differences(Recordings.path("usdm_ethusdt_20240808.gz"), facts)
        #expect(differences.isEmpty)
        #expect(report.isProved)
        #expect(report.truth.compared == 6_582)
    }

    @Test(
        "A Kraken recording gives the facts, and every checksum is the book's",
        arguments: [("v2_btcusd_d10_resyncs_20260801", 301), ("v2_ethusd_d25_20260802", 1_129)]
    )
    func kraken(name: String, checksums: Int) throws {
        let facts = try Facts("kraken_" + name)
        #expect(facts.checkpoints.count >= 5)
        let (report, differences) = try Self.differences(Recordings.kraken(name), facts)
        #expect(differences.isEmpty)
        #expect(report.isProved)
        #expect(report.truth.compared == checksums)
        #expect(report.truth.matched == checksums)
    }

    @Test("Facts that are not the recording's are told apart, member by member")
    func sensitivity() throws {
        let facts = try Facts("kraken_v2_btcusd_d10_resyncs_20260801").tree
        #expect(Facts.differences(facts, facts, at: "all").isEmpty)
        let text = facts.text
        for (part, other) in [
            ("296", "297"), ("\"63004.9\"", "\"63004.8\""), ("63005.0", "63005.1"), ("\"final\"", "\"x\""),
        ] {
            let changed = try JSONValue(text: text.replacing(part, with: other, maxReplacements: 1))
            #expect(Facts.differences(facts, changed, at: "all").count >= 1, "\(part)")
        }
    }
}
