import Books
import Foundation
import TestKit
import Testing

@testable import Simulator

@Suite("Faults as people write them")
struct FaultTextTests {
    private static func order(_ text: String, at venue: ExchangeVenue = .binance) throws -> FaultOrder {
        try FaultText.order(text.split(separator: " "), at: venue)
    }

    @Test("A fault is its name and its settings; what is not said is what the table says")
    func words() throws {
        #expect(try Self.order("gap") == FaultOrder(.gap, times: 1))
        #expect(try Self.order("gap for=2s") == FaultOrder(.gap, duration: .seconds(2)))
        #expect(try Self.order("gap times=3 on=oldest") == FaultOrder(.gap, times: 3, scope: .oldest))
        #expect(try Self.order("delay by=800ms for=1.5m").fault == .delay(.milliseconds(800)))
        #expect(try Self.order("delay by=800ms for=1.5m").duration == .seconds(90))
        #expect(try Self.order("skew by=-5s").fault == .skew(.seconds(-5)))
        #expect(try Self.order("quiet").times == nil)
        #expect(try Self.order("ban").fault == .ban(retryAfter: .seconds(120)))
        #expect(try Self.order("corrupt form=nan").fault == .corrupt(.nan))
        #expect(try Self.order("corrupt").fault == .corrupt(nil))
    }

    @Test("Every fault of the table can be written and read back, with every kind of extent")
    func roundTrip() throws {
        for row in FaultTable.rows {
            let fault = FaultText.standard(row.kind)
            for times in row.extent == .state ? [nil] : [nil, 4] {
                for span in [nil, TimeSpan(nanoseconds: 1_234_567_890)] {
                    let order = FaultOrder(fault, times: times, duration: span, scope: .newest)
                    #expect(try Self.order(order.text, at: row.venues[0]) == order, "\(order.text)")
                }
            }
        }
        #expect(Set(FaultTable.rows.map(\.kind)).count == FaultKind.allCases.count)
        #expect(FaultKind.allCases.allSatisfy { FaultTable.text.contains("\n\($0.rawValue) ") || $0 == .refuse })
    }

    @Test(
        "What is wrong is told with its remedy",
        arguments: [
            ("", "the name of a fault is missing"), ("gpa", "there is no fault gpa: give one of refuse, slow-tls"),
            ("checksum", "binance cannot play checksum: give one of"),
            ("gap 3", "3 is no NAME=VALUE: write settings like for=5s"),
            ("gap size=3", "gap has no size: it has for, times, on"),
            ("delay lag=3s", "delay has no lag: it has for, on, by"),
            ("gap times=0", "times=0 is no number from 1 to 1000000"), ("gap for=5", "for=5 is no time: write it like"),
            ("gap for=0s", "for=0s is out of range"), ("gap for=99999999999h", "for=99999999999h is out of range"),
            ("gap on=some", "on=some names no connections: give all, oldest or newest"),
            ("quiet times=2", "quiet is a state, which has no times"),
            ("corrupt form=odd", "form=odd is unknown: give any, or one of truncated"),
            ("close code=12", "code=12 is no number from 1000 to 4999"),
            ("\u{1B}[2J", "there is no fault \\u{1B}[2J"),
        ]
    )
    func errors(text: String, sentence: String) {
        let error = #expect(throws: FaultTextError.self) { try Self.order(text) }
        #expect(error?.sentence.hasPrefix(sentence) == true, "\(error?.sentence ?? "")")
    }

    @Test("The table of the documentation is the program's")
    func documentation() throws {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let page = try String(contentsOf: root.appending(path: "docs/faults.md"), encoding: .utf8)
        #expect(page.contains("```\n" + FaultTable.text + "```\n"))
        let example = try String(contentsOf: root.appending(path: "docs/faults-example.txt"), encoding: .utf8)
        #expect(throws: Never.self) { _ = try FaultScript(example) }
    }
}
