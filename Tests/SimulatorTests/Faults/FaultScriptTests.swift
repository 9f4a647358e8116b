import Books
import Testing

@testable import Simulator

@Suite("Scripts of faults")
struct FaultScriptTests {
    /// What a script plans for a venue up to a time, in words.
    private static func plan(_ text: String, _ venue: ExchangeVenue, upTo end: TimeSpan) throws -> [String] {
        var player = FaultPlayer(try FaultScript(text), at: venue)
        var plan: [String] = []
        while let due = player.due, due < end, let order = player.next() {
            plan.append("\(FaultOrder.text(due)) \(order.text)")
        }
        return plan
    }

    @Test("Moments, spans and comments are read, and each venue has its own part")
    func fixed() throws {
        let script = """
            # A demonstration.
            45s       kraken   checksum times=3   # thrice
            10s..25s  binance  delay by=900ms
            1m..      both     quiet
            """
        #expect(
            try Self.plan(script, .binance, upTo: .seconds(3_600)) == ["10s delay by=0.9s for=15s", "60s quiet"]
        )
        #expect(try Self.plan(script, .kraken, upTo: .seconds(3_600)) == ["45s checksum times=3", "60s quiet"])
    }

    @Test("The same seed draws the same faults, another seed others, and both as often as was said")
    func random() throws {
        let script = { (seed: Int) in "seed \(seed)\n30s.. both random every=2s" }
        let first = try Self.plan(script(7), .binance, upTo: .seconds(2_030))
        #expect(try first == Self.plan(script(7), .binance, upTo: .seconds(2_030)))
        #expect(try first != Self.plan(script(8), .binance, upTo: .seconds(2_030)))
        #expect(try first != Self.plan(script(7), .kraken, upTo: .seconds(2_030)))
        // A thousand are expected; the deviation of their number is below 20.
        #expect((900...1_100).contains(first.count), "\(first.count)")
        let names = Set(first.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
        #expect(names == Set(FaultTable.rows.filter { $0.venues.contains(.binance) }.map(\.kind.rawValue)))
    }

    @Test("A line more leaves what the others draw as it was, and a list is kept to")
    func independence() throws {
        let line = "0s..5m kraken random every=3s of=gap,reset"
        let alone = try Self.plan(line, .kraken, upTo: .seconds(900))
        let together = try Self.plan(line + "\n1s kraken checksum", .kraken, upTo: .seconds(900))
        #expect(together.filter { !$0.contains("checksum") } == alone)
        #expect(alone.allSatisfy { $0.hasSuffix(" gap times=1") || $0.hasSuffix(" reset times=1") })
        #expect(alone.allSatisfy { Double($0.prefix { $0 != "s" }) ?? 999 < 300 })
    }

    @Test(
        "What is wrong is told with its line and its remedy",
        arguments: [
            ("5s kraken gap\n\n5 kraken gap", 3, "time=5 is no time"), ("5s kraken", 1, "a line has a time, a venue"),
            ("5s okx gap", 1, "there is no venue okx: give binance, kraken or both"),
            ("5s both checksum", 1, "binance cannot play checksum"),
            ("9s..5s both gap", 1, "9s..5s ends before it begins"),
            ("1s..5s both gap for=2s", 1, "the line says twice how long"), ("seed x", 1, "a seed is one whole number"),
            ("1s both random", 1, "random needs to know how often"),
            ("1s both random every=1s of=", 1, "random needs to know how often"),
            ("1s both random every=1s of=gpa", 1, "there is no fault gpa"),
            ("1s both random often", 1, "random has no often"),
        ]
    )
    func errors(text: String, line: Int, sentence: String) {
        let error = #expect(throws: FaultScriptError.self) { try FaultScript(text) }
        #expect(error?.line == line)
        #expect(error?.sentence.hasPrefix(sentence) == true, "\(error?.sentence ?? "")")
    }
}
