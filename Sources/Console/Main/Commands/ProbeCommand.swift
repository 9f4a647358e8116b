public import ArgumentParser
import Books
import Glibc
import Probe
public import Probing
import Threads
import Transport
import Venues

/// `rung probe`: how far the exchanges are from where this runs.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Measure how far exchanges are from this host, and compare hosts.",
        discussion: """
            `rung probe binance kraken` asks every public endpoint of these venues at fixed moments: name lookup, TCP, \
            TLS, WebSocket ping, a question for the time that the venue's own machines answer, and its unbatched \
            streams. It says for each endpoint whether an edge or the venue itself answers, and why. With keys it \
            times orders that the venue only checks.

            `rung probe rank FILE…` puts the hosts of several reports in order. What the figures mean, and what they \
            cannot tell, stands in docs/latency.md.
            """,
        subcommands: [ProbeMeasureCommand.self, ProbeRankCommand.self],
        defaultSubcommand: ProbeMeasureCommand.self
    )
}

extension ProbeVenue: ExpressibleByArgument {}
extension OrderTrial.Kind: ExpressibleByArgument {}

/// `rung probe VENUE…`: the measurement itself.
struct ProbeMeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure from this host; the default of rung probe.",
        discussion: """
            Ctrl-C ends the measurement, and what was measured until then is reported. Questions are sent at moments \
            fixed beforehand; what is not answered within 5 s is lost and counts as slower than all that came. The \
            venues' limits are kept: a question is never asked more often than they allow, whatever --every says.

            Keys are never on the command line: --keys names a file with two lines, the key and its secret, which nobody \
            else may read. Orders go out only as the venue's own check without an order (Binance's order.test, \
            Kraken's validate), or, with --order-kind place, to a test system.
            """
    )

    @Argument(help: "The venues.")
    var venues: [ProbeVenue] = []

    @Option(name: .customLong("for"), help: "For how long, as 60s, 10m or 24h.")
    var span = "60s"

    @Option(help: "How often each question is asked, as 250ms or 1s.")
    var every = "1s"

    @Option(help: "Write the report there as JSON.", completion: .file())
    var out: String?

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Option(help: "Probe HOST:PORT instead of the venue's own endpoints; can be given several times, for one venue.")
    var endpoint: [String] = []

    @Option(help: "The market to listen to, as ETH/USDT (default: the venue's busiest).")
    var pair: String?

    @Option(
        name: .customLong("ca-file"),
        help: "Trust the authority in this file instead of the machine's: for exchanges of one's own.",
        completion: .file()
    )
    var authorityFile: String?

    @Option(
        name: .customLong("ip-ranges"),
        help: "Amazon's list of its addresses, https://ip-ranges.amazonaws.com/ip-ranges.json, as a file.",
        completion: .file()
    )
    var rangesFile: String?

    @OptionGroup var trial: OrderOptions

    func validate() throws {
        guard !venues.isEmpty else {
            let names = ProbeVenue.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("name at least one venue: \(names)")
        }
        guard endpoint.isEmpty || venues.count == 1 else {
            throw ValidationError("--endpoint: name one venue, whose protocol is spoken there")
        }
        _ = try length()
        _ = try spacing()
        _ = try targets()
        try trial.check(venues, targets: try targets())
    }

    func run() throws {
        let signals = StopSignals()
        try StartErrors.report {
            let environment = ProbeEnvironment(
                trust: try trust(),
                digests: OpenSSLDigests(),
                random: { UInt64.random(in: 0 ... .max) },
                owners: try owners()
            )
            var plan = ProbeRun.Plan(targets: try targets(), every: try spacing())
            for venue in venues { plan.pairs[venue] = try market(venue) }
            plan.orders = try trial.orders(plan.pairs, venues: venues, targets: plan.targets, environment: environment)
            let metadata = Folders.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")
            var host = ThisHost.facts(metadata: metadata)
            let run = ProbeRun(plan, environment: environment)
            watch(run, signals, try length())
            host.clockError = ThisHost.clockError
            try tell(run.finish(host))
        }
    }

    /// Says now and then how it is getting on, until the time is over or a signal comes.
    private func watch(_ run: ProbeRun, _ signals: StopSignals, _ length: TimeSpan) {
        let start = SteadyClock.now
        let end = start + length
        let spacing = max(TimeSpan.seconds(5), TimeSpan(nanoseconds: length.nanoseconds / 500))
        var due = start + spacing
        while true {
            if signals.wait(until: min(due, end)) != nil { return }
            let now = SteadyClock.now
            if now >= end { return }
            guard now >= due else { continue }
            due = due + spacing
            for line in run.progress { StandardError.say("\(Figures.clock(now - start)) \(line)") }
        }
    }

    private func tell(_ report: ProbeReport) throws {
        let written = report.json.text + "\n"
        if let out { try TextFile.write(written, to: out) }
        print(json ? written : report.text + "\n", terminator: "")
        if let out, !json { print("\nwritten to \(out); compare hosts with `rung probe rank FILE…`") }
        let answered = report.endpoints.contains { endpoint in
            endpoint.series.contains { $0.series.reachesVenue && $0.distribution.count > $0.distribution.lost }
        }
        guard answered else {
            throw StartError("no endpoint answered: see the failures above, and check the network and the hosts")
        }
    }

    // MARK: - Options

    private func length() throws -> TimeSpan {
        guard let length = TypedSpan.parse(span), length > .zero else {
            throw ValidationError("--for: \(span) is no time; write it as 60s, 10m or 24h")
        }
        return length
    }

    private func spacing() throws -> TimeSpan {
        guard let spacing = TypedSpan.parse(every), spacing >= .milliseconds(10) else {
            throw ValidationError("--every: \(every) is no time of 10ms or more; write it as 250ms or 1s")
        }
        return spacing
    }

    private func market(_ venue: ProbeVenue) throws -> ProbePair {
        guard let pair else { return .busiest(at: venue) }
        guard let market = ProbePair(pair) else {
            throw ValidationError("--pair: \(pair) is no pair; write it as ETH/USDT")
        }
        return market
    }

    private func targets() throws -> [ProbeTarget] {
        let all = try venues.flatMap { ProbeTable.targets(of: $0, pair: try market($0)) }
        guard !endpoint.isEmpty else { return all }
        return try endpoint.flatMap { text in
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0,
                colon > text.startIndex
            else { throw ValidationError("--endpoint: \(text) is no HOST:PORT") }
            let host = String(text[..<colon])
            return all.filter { $0.role == "rest" || $0.role == "stream" || trial.isAsked && $0.role == "orders" }
                .compactMap { $0.moved(toHost: host, port: port) }
        }
    }

    private func trust() throws -> TrustAnchors {
        guard let authorityFile else { return .system }
        return .authority(pem: Array(try TextFile.read(authorityFile).utf8))
    }

    private func owners() throws -> AddressOwners {
        var owners = AddressOwners()
        guard let rangesFile else { return owners }
        guard let file = ProbeText.json(Array(try TextFile.read(rangesFile).utf8).span), owners.addAmazon(file) else {
            throw StartError("\(rangesFile) is not Amazon's list: take https://ip-ranges.amazonaws.com/ip-ranges.json")
        }
        return owners
    }
}
