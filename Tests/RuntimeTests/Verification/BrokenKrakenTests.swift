import Recording
import Runtime
import Testing
import Venues

/// Recordings of Kraken that are not as they should be.
@Suite("Broken recordings of Kraken")
struct BrokenKrakenTests {
    private static func records() throws -> [RecordedMessage] {
        try Recordings.records(try Recordings.kraken("v2_btcusd_d10_resyncs_20260801"))
    }

    private static func verify(_ records: [RecordedMessage]) throws -> VerificationReport {
        try Recordings.verify(Recordings.cbcap(records))
    }

    /// The places of the updates behind the first snapshot, counted from 0.
    private static func updates(_ records: [RecordedMessage]) -> [Int] {
        records.indices.filter { records[$0].text.hasPrefix(#"{"channel":"book","type":"update""#) }
    }

    /// The record with another checksum.
    private static func withWrongChecksum(_ record: RecordedMessage) -> RecordedMessage {
        let text = record.text.replacing(#/"checksum":([0-9]+)/#) { match in
            #""checksum":\#((UInt32(match.output.1) ?? 0) ^ 1)"#
        }
        return record.with(text)
    }

    /// The prices that a record of the book changes.
    private static func prices(_ record: RecordedMessage) throws -> Set<String> {
        let entry = try record.tree()["data"]?.array?.first
        let levels = (entry?["bids"]?.array ?? []) + (entry?["asks"]?.array ?? [])
        return Set(levels.compactMap { $0["price"]?.decimalText })
    }

    @Test("A wrong checksum is reported with its frame, and the book begins anew with the next snapshot")
    func wrongChecksum() throws {
        var records = try Self.records()
        let place = Self.updates(records)[3]
        records[place] = Self.withWrongChecksum(records[place])
        let report = try Self.verify(records)
        let problem = try #require(report.problems.first)
        #expect(report.problems.count == 1)
        #expect(problem.line == place + 1)
        #expect(problem.finding == "the venue's checksum is not that of the book")
        #expect(problem.reaction == "the book was thrown away; updates wait for the next snapshot in the file")
        #expect(report.truth.compared - report.truth.matched == 1)
        #expect(report.truth.matched > 200)
        #expect(report.symbols.first?.facts["snapshots"]?.integer == 5)
        #expect(!report.isProved)
    }

    @Test("An update that is missing shows in the checksum of the next one")
    func missing() throws {
        var records = try Self.records()
        let updates = Self.updates(records)
        // One that the next one does not write over.
        let missing = try #require(
            try updates.indices.dropLast().first { index in
                try Self.prices(records[updates[index]]).isDisjoint(with: Self.prices(records[updates[index + 1]]))
            }
        )
        records.remove(at: updates[missing])
        let report = try Self.verify(records)
        #expect(report.problems.first?.line == updates[missing + 1])
        #expect(report.problems.first?.finding == "the venue's checksum is not that of the book")
        #expect(!report.isProved)
    }

    @Test("An update that comes twice changes nothing: its levels are whole quantities")
    func doubled() throws {
        var records = try Self.records()
        let place = Self.updates(records)[3]
        records.insert(records[place], at: place + 1)
        let report = try Self.verify(records)
        #expect(report.isProved)
        #expect(report.truth.compared == 302)
    }

    @Test("A frame that is cut is reported with its number")
    func cut() throws {
        var records = try Self.records()
        let place = Self.updates(records)[3]
        records[place] = records[place].with(String(records[place].text.dropLast(60)))
        let report = try Self.verify(records)
        #expect(report.problems.first?.line == place + 1)
        #expect(report.problems.first?.finding.hasPrefix("Kraken sent a message that cannot be read") == true)
        #expect(!report.isProved)
    }

    @Test("A book that fails on and on is given up and begun again, and every failure is reported")
    func manyFailures() throws {
        let records = try Self.records().map { Self.withWrongChecksum($0) }
        let report = try Self.verify(records)
        #expect(report.problems.contains { $0.reaction.hasPrefix("the book was thrown away and begins anew") })
        #expect(report.truth.matched == 0)
        #expect(!report.isProved)
        #expect(report.text.contains("… and") == (report.problems.count > 10))
    }

    @Test("A snapshot without any level, beside levels of another pair, is a book without any level")
    func emptySnapshot() throws {
        let entry = #"{"symbol":"BTC/USD","bids":[],"asks":[],"checksum":0}"#
        let other = #"{"symbol":"ETH/USD","bids":[{"price":5.0,"qty":1.0}],"asks":[],"checksum":5}"#
        let record = RecordedMessage(line: 1, time: 1, kind: .streamed, payload: [])
        let book =
            #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1.0,"qty":0}],"#
            + #""asks":[],"checksum":0}]}"#
        let records = [
            record.with(#"{"channel":"book","type":"snapshot","data":[\#(other),\#(entry)]}"#), record.with(book),
        ]
        let report = try Self.verify(records)
        #expect(report.truth.matched >= 2)
    }

    @Test(
        "Frames nested without end are unreadable, not the end of the process",
        arguments: ["{\"a\":", "[", "{\"data\":["]
    )
    func nesting(piece: String) throws {
        var records = try Self.records()
        records[3] = records[3].with(String(repeating: piece, count: 200_000))
        let report = try Self.verify(records)
        #expect(report.symbols.count == 1)
    }
}
