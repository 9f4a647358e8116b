import Settings
import Strategy
import Testing

@Suite("A configuration")
struct ConfigurationFileTests {
    private let venues = ["binance", "kraken"]

    private func read(_ text: String) throws(SettingsError) -> Configuration {
        try ConfigurationFile.read(text: text, name: "config.yaml", venues: venues)
    }

    /// What is wrong with `text`, a line a problem.
    private func problems(_ text: String) -> [String] {
        do throws(SettingsError) {
            _ = try read(text)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("with nothing in it leaves everything as it usually is")
    func empty() throws {
        #expect(try read("") == Configuration())
    }

    @Test("sets theme, frame rate, feeds and strategy")
    func everything() throws {
        let configuration = try read(
            """
            theme: solarized
            fps: 20
            feeds:
              binance: 2
            strategy:
              quoter: fixed
              seed: 7
              profile: passive
              fair: micro
              edge: 0.8
            limits:
              position: 2000
              executions-per-minute: 30
            execution:
              arrival: together
            journal:
              synchronous: full
            """
        )
        var expected = Configuration()
        expected.theme = "solarized"
        expected.framesPerSecond = 20
        expected.connections = ["binance": 2]
        expected.quoter = .fixed
        expected.seed = 7
        expected.limits = [.position: 2_000, .executionsPerMinute: 30]
        expected.synchronisesArrival = true
        expected.isJournalSynchronous = true
        try expected.parameters.set("profile", to: "passive")
        try expected.parameters.set("fair", to: "micro")
        try expected.parameters.set("edge", to: "0.8")
        #expect(configuration == expected)
    }

    @Test(
        "says where it is wrong, and what there is instead",
        arguments: [
            ("thema: x", "config.yaml:1:1:", "theme"),
            ("fps: 0", "config.yaml:1:6:", "between 1 and 30"),
            ("feeds: {binanze: 2}", "config.yaml:1:9:", "binance"),
            ("feeds: {kraken: 3}", "config.yaml:1:17:", "between 1 and 2"),
            ("limits: {positon: 3}", "config.yaml:1:10:", "position"),
            ("limits: {orders: 0}", "config.yaml:1:18:", "between 1 and 64"),
            ("execution: {arrival: later}", "config.yaml:1:22:", "together"),
            ("strategy: {quoter: lader}", "config.yaml:1:20:", "ladder"),
            ("strategy:\n  profile: pasive", "config.yaml:2:12:", "passive"),
            ("strategy:\n  edge: 1e9", "config.yaml:2:9:", "edge"),
            ("strategy:\n  levels: 99", "config.yaml:2:11:", "1 to 8"),
            ("strategy:\n  edges: 1", "config.yaml:2:3:", "edge"),
            ("strategy:\n  edge: 1\n  edge: 2", "config.yaml:2:3:", "edge"),
        ]
    )
    func wrong(_ text: String, place: String, words: String) {
        let found = problems(text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(place) == true, "\(found)")
        #expect(found.first?.contains(words) == true, "\(found)")
    }

    @Test("says everything that is wrong at once, in the order of its lines")
    func all() {
        let found = problems("fps: no\nstrategy:\n  seed: -1\n  edge: -1\nspeed: 4")
        #expect(
            found.map { $0.prefix(14) } == ["config.yaml:1:", "config.yaml:3:", "config.yaml:4:", "config.yaml:5:"]
        )
    }

    @Test("is the same text whatever order its names are kept in, and another one where anything differs")
    func text() {
        var left = Configuration()
        var right = Configuration()
        left.limits = Dictionary(minimumCapacity: 1)
        right.limits = Dictionary(minimumCapacity: 4_096)
        for (index, name) in LimitName.allCases.enumerated() { left.limits[name] = Int64(index) }
        for (index, name) in LimitName.allCases.enumerated().reversed() { right.limits[name] = Int64(index) }
        #expect(left.canonicalText == right.canonicalText)
        right.limits[.orders] = 99
        #expect(left.canonicalText != right.canonicalText)
        right = left
        right.connections["kraken"] = 2
        #expect(left.canonicalText != right.canonicalText)
    }
}
