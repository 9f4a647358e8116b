import Books
import Foundation
import FoundationXML
import Strategy
import TestKit
import Testing

@testable import Journal

/// Reports: exact figures, and pages that can be read.
@Suite("Journal: reports")
struct JournalReportTests {
    private static func report(
        _ entries: [(entry: JournalEntry, wall: WallTime)],
        _ selection: JournalReport.Selection = .epoch(1)
    ) -> JournalReport {
        var builder = JournalReportBuilder(JournalBench.instrument, selection)
        for element in entries { builder.take(element.entry, at: element.wall) }
        return builder.finish()
    }

    /// A purchase of 2 ETH of which 1.5 were filled at two venues, by hand.
    private static let byHand: [JournalEntry] = {
        var account = ParentAccount()
        account.requested = Quantity(units: 200_000_000)
        account.filled = Quantity(units: 150_000_000)
        account.cancelled = Quantity(units: 50_000_000)
        let quote = QuoteID(number: 9)
        let fills = [
            OrderFill(
                trade: TradeID("a"),
                quantity: Quantity(units: 100_000_000),
                price: Price(units: 200_010),
                fee: Fee(asset: .quote, units: 2_000_100_000_000),
                exchangeTime: nil
            ),
            OrderFill(
                trade: TradeID("b"),
                quantity: Quantity(units: 50_000_000),
                price: Price(units: 200_040),
                fee: Fee(asset: .base, units: 500_000_000),
                exchangeTime: nil
            ),
        ]
        return [
            .epoch(JournalBench.epoch()),
            .matched(
                JournalMatch(
                    number: 1,
                    quote: quote,
                    side: .buy,
                    quantity: Quantity(units: 200_000_000),
                    limit: AllInPrice(Price(units: 200_500)),
                    decisionMid: Mid(Price(units: 199_999), Price(units: 200_002))
                )
            ),
            .intent(JournalBench.intent(match: 1, venue: 0, quantity: 100_000_000)),
            .intent(JournalBench.intent(match: 1, venue: 1, quantity: 100_000_000)),
            .evidence(VenueID(slot: 0), JournalBench.id(match: 1, leg: 0), .fill(fills[0])),
            .evidence(VenueID(slot: 0), JournalBench.id(match: 1, leg: 0), .fill(fills[0])),
            .evidence(VenueID(slot: 1), JournalBench.id(match: 1, leg: 1), .fill(fills[1])),
            .denied(JournalBench.intent(match: 2).request, [RiskRefusal(.collar, VenueID(slot: 0))]),
            .ended(
                ParentReport(
                    number: 1,
                    quote: quote,
                    side: .buy,
                    phase: .partDone,
                    account: account,
                    notional: Notional(units: 200_010 * 100_000_000 + 200_040 * 50_000_000),
                    filled: Quantity(units: 150_000_000),
                    slippage: 98,
                    arrivalSlippage: -3,
                    effectiveSpread: 195,
                    fillRatio: 750_000,
                    timeToFill: TimeSpan(nanoseconds: 12_345_678),
                    children: [
                        ChildReport(
                            venue: VenueID(slot: 0),
                            phase: .filled,
                            ordered: Quantity(units: 100_000_000),
                            filled: Quantity(units: 100_000_000),
                            answerTime: TimeSpan(nanoseconds: 1_234_567)
                        ),
                        ChildReport(
                            venue: VenueID(slot: 1),
                            phase: .cancelled,
                            ordered: Quantity(units: 100_000_000),
                            filled: Quantity(units: 50_000_000),
                            answerTime: TimeSpan(nanoseconds: 80_000_000)
                        ),
                    ]
                )
            ),
        ]
    }()

    @Test("Every figure of a match, of the venues and of the account is the one computed by hand")
    func figures() {
        let report = Self.report(Self.byHand.map { ($0, JournalBench.wall(1)) })
        #expect(
            report.row(report.matches[0]) == [
                "1", "1", JournalNumbers.time(JournalBench.wall(1)), "buy", "part_done", "2", "1.5", "2000.2000",
                "0.98", "-0.03", "1.95", "75.0", "12.345",
            ]
        )
        #expect(
            report.usedVenues.map(report.row) == [
                ["binance", "1", "1.234", "1.234", "1.234", "1", "1", "0.0", "2.0001", "0", "0"],
                ["kraken", "1", "80.000", "80.000", "80.000", "1", "0.5", "50.0", "0", "0.0005", "0"],
            ]
        )
        // 1 x 2000.10 + 0.5 x 2000.40 paid, fees 2.0001 in USDT and 0.0005 in ETH, worth 1.0002 at the fill's price.
        #expect(
            report.facts.map { "\($0.name) \($0.text) \($0.unit)" } == [
                "position 1.4995 ETH", "cash -3002.3001 USDT", "fees 3.0003 USDT", "realised 0 USDT",
                // 1.4995 x 2000.005 - (3000.3 - 1.0002)
                "open -0.2923025 USDT",
            ]
        )
        #expect(report.denials == [.init(name: "COLLAR", count: 1)])
        #expect(report.openOrders == 1)
        #expect(report.text.contains("1 orders are not known to have ended"))
        #expect(report.csv.split(separator: "\r\n").count == 2)
    }

    @Test("Fills make the same account as the history's ledger, in any session")
    func account() {
        for seed in UInt64(1)...20 {
            let entries = ReportSession(seed: seed, matches: 60).entries
            var history = JournalHistory()
            for element in entries { history.apply(element.entry, at: element.wall) }
            let report = Self.report(entries)
            #expect(report.ledger.holding == history.ledger?.holding, "seed \(seed)")
            #expect(Array(report.ledger.accounts.prefix(2)) == history.ledger?.accounts, "seed \(seed)")
        }
    }

    @Test("What a file tells again that goes on from another one is counted once")
    func goingOn() {
        let entries = ReportSession(seed: 3, matches: 20).entries
        let head = JournalHead(file: "journal.sqlite", sequence: 1, chain: "")
        let again = [(JournalEntry.epoch(JournalBench.epoch(continues: head)), JournalBench.wall(900))] + entries
        let (once, twice) = (Self.report(entries), Self.report(entries + again))
        #expect(once.matches == twice.matches)
        #expect(once.ledger == twice.ledger)
        #expect(once.venues == twice.venues)
    }

    @Test("A page is well-formed, loads nothing, and no two texts of a plot overlap", arguments: [0, 1, 2, 40, 400])
    func page(_ matches: Int) throws {
        for seed in UInt64(1)...4 {
            let html = Self.report(ReportSession(seed: seed, matches: matches).entries).html
            let reader = PageReader()
            let parser = XMLParser(data: Data(html.utf8))
            parser.delegate = reader
            #expect(parser.parse(), "seed \(seed): \(parser.parserError.map { "\($0)" } ?? "")")
            #expect(!html.contains("<script") && !html.contains("url(") && !html.contains("src="))
            #expect(reader.plots.count == (matches == 0 ? 0 : reader.plots.count))
            if matches >= 40 { #expect(reader.plots.count == 5, "seed \(seed)") }
            for (place, plot) in reader.plots.enumerated() {
                for (index, label) in plot.enumerated() {
                    #expect(label.left >= 0 && label.right <= 720, "seed \(seed), plot \(place): \(label.text)")
                    for other in plot[(index + 1)...] {
                        #expect(!label.overlaps(other), "seed \(seed), plot \(place): \(label.text) and \(other.text)")
                    }
                }
            }
        }
    }

    @Test("Axes have between two and a dozen marks whose texts differ", arguments: [1e-6, 0.003, 0.7, 12, 999, 2e6])
    func axes(_ span: Double) {
        for low in [-3e5, -1.5, 0, 0.001, 2_683.7] {
            let axis = PlotAxis("x", low...(low + span))
            #expect((2...12).contains(axis.marks.count), "\(low) \(span): \(axis.marks.count)")
            #expect(Set(axis.marks.map(\.text)).count == axis.marks.count, "\(low) \(span)")
            #expect(axis.place(low) >= 0 && axis.place(low + span) <= 1)
        }
    }
}

/// Reads the texts of a page's plots with the room that they take.
private final class PageReader: NSObject, XMLParserDelegate {
    struct Label {
        let text: String
        let left: Double
        let right: Double
        let baseline: Double

        func overlaps(_ other: Label) -> Bool {
            left < other.right && other.left < right && abs(baseline - other.baseline) < 12
        }
    }

    private(set) var plots: [[Label]] = []
    private var attributes: [String: String]?
    private var text = ""

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        if name == "svg" { plots.append([]) }
        if name == "text" { (self.attributes, text) = (attributes, "") }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard name == "text", let attributes, !plots.isEmpty else { return }
        // A monospaced letter of 12 pixels is a little more than 7 wide.
        let width = Double(text.count) * 7.3
        let x = Double(attributes["x"] ?? "") ?? .nan
        let left =
            switch attributes["text-anchor"] {
            case "end": x - width
            case "middle": x - width / 2
            default: x
            }
        plots[plots.count - 1].append(
            Label(text: text, left: left, right: left + width, baseline: Double(attributes["y"] ?? "") ?? .nan)
        )
        self.attributes = nil
    }
}
