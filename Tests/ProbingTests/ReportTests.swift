import Books
import Probing
import TestKit
import Testing
import Venues

/// What is written is what is read, and what is read says who is first.
@Suite("Report: written, read, shown")
struct ReportTests {
    static func report(seed: UInt64 = 1) throws -> ProbeReport {
        var probe = VirtualProbe()
        probe.questions = 60
        probe.events = 60
        let path = VirtualPath(out: 500_000 * Int64(seed), back: 500_000 * Int64(seed), jitter: 50_000)
        var host = VirtualHost(name: "host\(seed)", path: path, seed: seed)
        host.calendarError = TimeSpan(nanoseconds: 40_000)
        return try probe.report(of: host)
    }

    @Test("A report that is written and read is the same report")
    func roundTrip() throws {
        let report = try Self.report()
        #expect(try ProbeReport(JSONValue(text: report.json.text)) == report)
    }

    @Test("A damaged report is refused with the member's name, one of another version with the remedy")
    func damage() throws {
        let text = try Self.report().json.text
        let damages = [
            ("\"rung_probe\": 1", "\"rung_probe\": 2", "version 2"), ("\"rung_probe\": 1", "\"x\": 1", "no report"),
            ("\"start_ns\"", "\"stop_ns\"", "start_ns"), ("\"place\": \"", "\"place\": \"x", "place"),
            ("\"lost\": 0", "\"lost\": -1", "lost"), ("\"quantile\": \"min\"", "\"quantile\": \"max\"", "quantile"),
            ("\"host_ns\": [", "\"host_ns\": [1, ", "sequence"),
        ]
        for (old, new, word) in damages {
            let json = try JSONValue(text: text.replacing(old, with: new))
            do throws(ReportError) {
                _ = try ProbeReport(json)
                Issue.record("\(new) was taken")
            } catch {
                #expect(error.sentence.contains(word), "\(error.sentence)")
            }
        }
        for json in [JSONValue.null, .array([]), .members(["rung_probe": .count(1)])] {
            #expect(throws: ReportError.self) { try ProbeReport(json) }
        }
    }

    @Test("The text shows every series with its intervals")
    func text() throws {
        let text = try Self.report().text
        for word in ["p99.9", "tcp", "tls", "venue", "order", "event trade", "95 %", "drift", "lost", "first"] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test("The text shows foreign words and is not steered by them")
    func foreignWords() throws {
        let json = try Self.report().json.text.replacing("host1", with: "host\u{9b}31m\u{202e}")
        let text = try ProbeReport(JSONValue(text: json)).text
        #expect(text.hasPrefix(#"host\u{9b}31m\u{202e}"#))
        #expect(text.unicodeScalars.allSatisfy { PlainText.isShown($0) || $0 == "\n" })
    }

    @Test("The ranking's table, bars and picture name the hosts in order")
    func ranking() throws {
        let rankings = Ranker.rankings(of: try (1...3).map { try Self.report(seed: $0) })
        #expect(rankings.map(\.criterion) == [.order, .race, .event, .question])
        let order = try #require(rankings.first)
        #expect(order.rows.map(\.host) == ["host1", "host2", "host3"])
        #expect(order.rows.map(\.group) == [0, 1, 2])
        let text = order.text(width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 140 })
        let svg = RankPlot(rankings).svg
        #expect(svg.hasPrefix("<svg"))
        #expect(svg.contains("host3"))
    }

    @Test("Figures are rounded to the nearest microsecond")
    func figures() {
        #expect(ProbeFigures.milliseconds(1_234_567) == "1.235")
        #expect(ProbeFigures.milliseconds(-499) == "0.000")
        #expect(ProbeFigures.milliseconds(-1_500_000) == "-1.500")
        #expect(ProbeFigures.milliseconds(.min) == "-9223372036854.776")
        #expect(ProbeFigures.percent(12_345) == "1.23 %")
    }
}
