import Recording
import Runtime
import TestKit
import Testing
import Venues

/// Recordings of Binance that are not as they should be: what is found, where, and what was done.
@Suite("Broken recordings of Binance")
struct BrokenBinanceTests {
    /// The first records of the project's spot recording: a snapshot in line 6, and depth events around it.
    private static func records() throws -> [RecordedMessage] {
        try Recordings.records(Recordings.path("spot_ethusdt_20240808.gz"), limit: 900)
    }

    /// The places of the depth events, counted from 0.
    private static func depths(_ records: [RecordedMessage]) -> [Int] {
        records.indices.filter { records[$0].text.contains(#""e":"depthUpdate""#) }
    }

    private static func verify(_ records: [RecordedMessage]) throws -> VerificationReport {
        try Recordings.verify(Recordings.hftLines(records))
    }

    private static func updates(_ report: VerificationReport) -> Int64? {
        report.symbols.first?.facts["updates_applied"]?.integer
    }

    @Test("The beginning of the recording is proved")
    func whole() throws {
        let records = try Self.records()
        let report = try Self.verify(records)
        #expect(report.isProved)
        #expect(report.venue == "Binance spot")
        let applied = Self.depths(records).count - 2
        #expect(Self.updates(report) == Int64(applied))
        #expect(report.truth.compared == applied + 1)
        #expect(report.text.contains("proved (Binance spot)"))
        #expect(report.json["proved"] == .bool(true))
        #expect(report.json["problems"] == .array([]))
    }

    @Test("A depth event that is missing is a gap at the line of the next one, and the book waits for a snapshot")
    func gap() throws {
        var records = try Self.records()
        let depths = Self.depths(records)
        let missing = try records[depths[5]].tree()
        records.remove(at: depths[5])
        let report = try Self.verify(records)
        let problem = try #require(report.problems.first)
        #expect(report.problems.count == 1)
        // One line is gone, so the next event stands a line earlier than it did.
        #expect(problem.line == depths[6])
        let first = try #require(missing["data"]?["U"]?.integer)
        let next = try #require(missing["data"]?["u"]?.integer) + 1
        #expect(problem.finding == "gap: update \(first) was expected, the next one begins at \(next)")
        #expect(problem.reaction == "the book was thrown away; updates wait for the next snapshot in the file")
        #expect(!report.isProved)
        #expect(Self.updates(report) == 3)
        #expect(report.truth.matched == report.truth.compared)
        #expect(report.text.hasPrefix("/"))
        #expect(report.text.contains("NOT PROVED"))
        #expect(report.text.contains("line \(problem.line): gap"))
        #expect(report.json["proved"] == .bool(false))
        #expect(report.json["problems"]?.array?.first?["line"]?.integer == Int64(problem.line))
    }

    @Test("A gap is healed by a snapshot that comes later in the file, and stays reported")
    func healed() throws {
        var records = try Self.records()
        let depths = Self.depths(records)
        let last = try #require(try records[depths[8]].tree()["data"]?["u"]?.integer)
        let snapshot = #"{"lastUpdateId":\#(last),"bids":[["1.00","1"]],"asks":[["9000.00","1"]]}"#
        records[depths[5]] = records[depths[5]].with(#"{"stream":"ethusdt@trade","data":{}}"#)
        records.insert(records[depths[8]].with(snapshot), at: depths[8] + 1)
        let report = try Self.verify(records)
        #expect(report.problems.map(\.line) == [depths[6] + 1])
        #expect(report.symbols.first?.facts["snapshots"]?.integer == 2)
        #expect(try #require(Self.updates(report)) > 10)
        // The snapshot is made up, so the stated tops are not its book's.
        #expect(report.truth.matched < report.truth.compared)
        #expect(!report.isProved)
    }

    @Test("A depth event that comes twice is taken once, as the venue's rule says")
    func doubled() throws {
        var records = try Self.records()
        let depths = Self.depths(records)
        let whole = try Self.verify(records)
        records.insert(records[depths[5]], at: depths[5] + 1)
        let report = try Self.verify(records)
        #expect(report.isProved)
        #expect(Self.updates(report) == Self.updates(whole))
        #expect(
            report.symbols.first?.facts["final"]?["sha256_full"] == whole.symbols.first?.facts["final"]?["sha256_full"]
        )
    }

    @Test("Two depth events that changed places are a gap at the first of them")
    func swapped() throws {
        var records = try Self.records()
        let depths = Self.depths(records)
        records.swapAt(depths[5], depths[6])
        let report = try Self.verify(records)
        #expect(report.problems.first?.line == depths[5] + 1)
        #expect(report.problems.first?.finding.hasPrefix("gap: ") == true)
        #expect(!report.isProved)
    }

    @Test(
        "A line that is cut or changed into what cannot be read is reported with its number",
        arguments: [true, false]
    )
    func unreadable(isCut: Bool) throws {
        var records = try Self.records()
        let place = Self.depths(records)[5]
        let text = records[place].text
        records[place] = records[place].with(
            isCut ? String(text.dropLast(text.count / 2)) : text.replacing(#""b":[["#, with: #""b":[[x"#)
        )
        let report = try Self.verify(records)
        #expect(report.problems.first?.line == place + 1)
        #expect(report.problems.first?.finding.hasPrefix("Binance sent a message that cannot be read") == true)
        #expect(!report.isProved)
    }

    @Test(
        "A line whose beginning is damaged is left out and reported",
        arguments: [#"{"strea"#, "{", #"{"lastUpdateId":x}"#]
    )
    func damagedBeginning(text: String) throws {
        var records = try Self.records()
        let place = Self.depths(records)[5] - 1
        records[place] = records[place].with(text)
        let report = try Self.verify(records)
        #expect(report.problems.map(\.line) == [place + 1])
        #expect(report.problems.first?.reaction == "it was left out")
        #expect(!report.isProved)
    }

    @Test("A wrong quantity at the top is not the venue's truth")
    func wrongQuantity() throws {
        var records = try Self.records()
        let place = Self.depths(records)[7]
        let text = records[place].text
        let changed = text.replacing(#/"b":\[\["([0-9.]+)","[0-9.]+"\]/#) { #""b":[["\#($0.output.1)","777.0"]"# }
        #expect(changed != text)
        records[place] = records[place].with(changed)
        let report = try Self.verify(records)
        #expect(report.problems.isEmpty)
        #expect(report.truth.matched < report.truth.compared || report.isProved)
        records[place] = records[place].with(text.replacing(#""b":["#, with: #""b":[["9000.00","1.0"],"#))
        let crossed = try Self.verify(records)
        #expect(crossed.truth.matched < crossed.truth.compared)
        #expect(!crossed.isProved)
        guard case .array(let mismatches)? = crossed.json["independent_truth"]?["mismatch_at_u"] else {
            Issue.record("\(crossed.json["independent_truth"] ?? .null)")
            return
        }
        #expect(!mismatches.isEmpty)
    }

    @Test("Without a snapshot nothing is proved")
    func noSnapshot() throws {
        let records = try Self.records().filter { $0.kind == .streamed }
        let report = try Self.verify(records)
        #expect(report.problems.map(\.finding) == ["no snapshot that the stream continues"])
        #expect(!report.isProved)
        #expect(report.symbols.isEmpty)
    }

    @Test("A snapshot without any level is a book without any level")
    func emptySnapshot() throws {
        var records = try Self.records().prefix(7).map { $0 }
        records[5] = records[5].with(#"{"lastUpdateId":35346513512,"bids":[],"asks":[]}"#)
        records[6] = records[6].with(#"{"lastUpdateId":35346513513,"bids":[],"asks":[]}"#)
        let report = try Self.verify(records)
        #expect(report.symbols.first?.facts["one_sided_states"]?.integer == 1)
    }

    @Test("Trades of nothing have no average, and the report stays JSON")
    func emptyTrades() throws {
        var records = try Self.records()
        let trades = records.indices.filter { records[$0].text.contains(#""e":"trade""#) }
        #expect(trades.count > 3)
        for place in trades {
            records[place] = records[place].with(records[place].text.replacing(#/"q":"[0-9.]+"/#, with: #""q":"0""#))
        }
        let report = try Self.verify(records)
        #expect(report.trades?["vwap"] == .null)
        #expect(try JSONValue(text: report.json.text) == report.json)
    }
}
