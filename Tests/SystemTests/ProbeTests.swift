import Books
import Foundation
import Probing
import TestKit
import Testing
import Transport
import Venues

/// `rung probe` as a program, against simulated exchanges behind ways that it does not know.
@Suite("rung probe: hidden delays over real sockets", .serialized)
struct ProbeTests {
    /// Runs rung to its end.
    private func run(
        _ arguments: [String],
        in sandbox: Sandbox,
        environment: [String: String] = [:]
    ) throws -> (end: ProgramEnd, output: String, errors: String) {
        // Nobody is asked for the instance's place unless a test says who.
        let nobody = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:9"]
        let program = try PipedProgram(arguments, in: sandbox, environment: nobody.merging(environment) { $1 })
        let end = try program.waitForEnd(60)
        return (end, program.output, program.errors)
    }

    private func report(_ text: String) throws -> ProbeReport { try ProbeReport(try JSONValue(text: text)) }

    @Test("An edge is told from a long way to the origin, and the way behind it is bounded")
    func edge() throws {
        let sandbox = try Sandbox()
        let direct = try RunningExchange("binance", recording: Programs.spotRecording)
        let hidden = try RunningExchange("binance", recording: Programs.spotRecording, ["--plain"])
        let authority = try CertificateAuthority()
        let delay = TimeSpan.milliseconds(30)
        let edge = try DelayedRelay(to: hidden.port, security: .tls(try authority.issue()), delay: delay)
        let far = try DelayedRelay(to: direct.port, delay: delay)
        defer {
            edge.stop()
            far.stop()
        }
        // Each has an authority of its own.
        let theirs = try Data(contentsOf: URL(filePath: direct.authorityFile))
        let trust = try sandbox.write(Array(theirs) + authority.pem, to: "trust.pem")
        let result = try run(
            [
                "probe", "binance", "--pair", "ETH/USDT", "--ca-file", trust, "--for", "5s", "--every", "50ms",
                "--json",
                "--endpoint", "127.0.0.1:\(edge.port)", "--endpoint", "127.0.0.1:\(far.port)",
            ],
            in: sandbox
        )
        #expect(result.end == .exited(0), "\(result.errors)")
        let report = try report(result.output)
        let rest = { (port: UInt16) in
            report.endpoints.first { $0.role == "rest" && $0.authority == "127.0.0.1:\(port)" }
        }
        let edgeReport = try #require(rest(edge.port))
        let farReport = try #require(rest(far.port))
        #expect(edgeReport.verdict.place == .edge, "\(edgeReport.verdict.reasons)")
        #expect(farReport.verdict.place == .origin, "\(farReport.verdict.reasons)")
        let least = try #require(edgeReport.verdict.behindAtLeast)
        let most = try #require(edgeReport.verdict.behindAtMost)
        #expect(least > .milliseconds(15) && least <= .milliseconds(31), "\(least)")
        #expect(most >= .milliseconds(30) && most < .milliseconds(60), "\(most)")
        // What was timed holds the delay: never less, and the least of it little more.
        for endpoint in [edgeReport, farReport] {
            let least = try #require(endpoint.series(.request)?.distribution[.minimum]?.value)
            #expect(least >= delay.nanoseconds && least < delay.nanoseconds + 15_000_000, "\(least)")
            #expect(endpoint.series(.request)?.distribution.lost == 0)
            #expect(endpoint.series(.request)?.firstUse?.count == 1)
        }
        let stream = try #require(report.endpoints.first { $0.role == "stream" }?.streams.first)
        #expect(stream.total > 0)
    }

    @Test("Hosts at hidden distances are ranked, and the differences lie within their intervals")
    func rank() throws {
        let sandbox = try Sandbox()
        let exchange = try RunningExchange("binance", recording: Programs.spotRecording)
        let delays = [22, 2, 12]
        let relays = try delays.map { try DelayedRelay(to: exchange.port, delay: .milliseconds(Int64($0))) }
        defer { for relay in relays { relay.stop() } }
        let files = delays.map { sandbox.path(of: "host\($0).json") }
        // At the same time, as hosts measure: whatever slows this machine slows all of them.
        let probes = try zip(relays, files).map { relay, file in
            try PipedProgram(
                [
                    "probe", "binance", "--pair", "ETH/USDT", "--ca-file", exchange.authorityFile, "--for", "8s",
                    "--every", "50ms", "--endpoint", "127.0.0.1:\(relay.port)", "--out", file,
                ],
                in: sandbox,
                environment: ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:9"]
            )
        }
        for probe in probes { #expect(try probe.waitForEnd(60) == .exited(0), "\(probe.errors)") }
        let svg = sandbox.path(of: "rank.svg")
        let ranked = try run(["probe", "rank", "--svg", svg] + files, in: sandbox)
        #expect(ranked.end == .exited(0), "\(ranked.errors)")
        #expect(ranked.output.contains("REST question and answer"))
        #expect(try String(contentsOfFile: svg, encoding: .utf8).hasPrefix("<svg"))
        let reports = try files.map { try report(String(contentsOfFile: $0, encoding: .utf8)) }
        let rankings = Ranker.rankings(of: reports)
        let requests = try #require(rankings.first { $0.criterion == .request })
        // All run here: the hosts have one name, and their numbers tell them apart.
        let order = requests.rows.map { row in row.host.last.flatMap { $0.wholeNumberValue }.map { delays[$0 - 1] } }
        #expect(order == [2, 12, 22])
        for (row, difference) in zip(requests.rows.dropFirst(), [10, 20] as [Int64]) {
            let behind = try #require(row.behind)
            let truth = difference * 1_000_000
            #expect(behind.low.map { $0 - 200_000 <= truth } ?? true, "\(behind)")
            #expect(behind.high.map { truth <= $0 + 200_000 } ?? true, "\(behind)")
            #expect(!behind.mayBeNothing, "\(behind)")
        }
        let race = try #require(rankings.first { $0.criterion == .race })
        #expect(race.rows.count == 3)
    }

    @Test("Kraken's own ping tells the gateway's time, and its clock is known to half a round trip")
    func kraken() throws {
        let sandbox = try Sandbox()
        let exchange = try RunningExchange("kraken", recording: Programs.futuresRecording)
        let result = try run(
            [
                "probe", "kraken", "--pair", "ETH/USDT", "--ca-file", exchange.authorityFile, "--for", "4s", "--every",
                "50ms", "--json", "--endpoint", "127.0.0.1:\(exchange.port)",
            ],
            in: sandbox
        )
        #expect(result.end == .exited(0), "\(result.errors)")
        let stream = try #require(try report(result.output).endpoints.first { $0.role == "stream" })
        let question = try #require(stream.series(.question)?.distribution)
        #expect(question.count > 20)
        #expect((stream.series(.ping)?.distribution.count ?? 0) > 20)
        let clock = try #require(stream.clock)
        #expect(clock.error < .milliseconds(20), "\(clock.error)")
        // One machine has one clock.
        #expect(clock.offset.magnitude < 20_000_000 + clock.error.nanoseconds.magnitude, "\(clock.offset)")
    }

    @Test("Orders at an exchange of our own are placed, acknowledged, timed and cancelled")
    func orders() throws {
        let sandbox = try Sandbox()
        let account = sandbox.path(of: "account.json")
        let exchange = try RunningExchange("binance", recording: Programs.spotRecording, ["--account", account])
        let halves = try JSONValue(text: try String(contentsOfFile: account, encoding: .utf8))
        let key = try #require(halves["key"]?.string)
        let secret = try #require(halves["secret"]?.string)
        let keys = try sandbox.write(Array("\(key)\n\(secret)\n".utf8), to: "keys")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys)
        let result = try run(
            [
                "probe", "binance", "--pair", "ETH/USDT", "--ca-file", exchange.authorityFile, "--for", "8s", "--json",
                "--every", "500ms", "--endpoint", "127.0.0.1:\(exchange.port)", "--keys", keys, "--order", "0.01@1500",
                "--order-kind", "place",
            ],
            in: sandbox
        )
        #expect(result.end == .exited(0), "\(result.errors)")
        let endpoint = try #require(try report(result.output).endpoints.first { $0.role == "orders" })
        #expect(endpoint.failures.isEmpty, "\(endpoint.failures)")
        let order = try #require(endpoint.series(.order))
        #expect(order.distribution.count >= 2 && order.distribution.lost == 0)
        #expect(order.firstUse?.count == 1)
    }

    @Test("The place of an instance comes from its metadata service, with a token first")
    func place() throws {
        let sandbox = try Sandbox()
        let exchange = try RunningExchange("kraken", recording: Programs.futuresRecording)
        let service = try LoopbackServer(security: .plain) { connection in
            var buffer: [UInt8] = []
            do {
                while !String(decoding: buffer, as: UTF8.self).contains("\r\n\r\n") {
                    _ = try connection.wait(until: nil)
                    if try connection.receive(into: &buffer) == .closed { return }
                }
                try connection.send(Self.metadata(String(decoding: buffer, as: UTF8.self)))
            } catch {
                return
            }
        }
        defer { service.stop() }
        let result = try run(
            [
                "probe", "kraken", "--pair", "ETH/USDT", "--ca-file", exchange.authorityFile, "--for", "1s", "--every",
                "50ms", "--json", "--endpoint", "127.0.0.1:\(exchange.port)",
            ],
            in: sandbox,
            environment: ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:\(service.port)"]
        )
        let host = try report(result.output).host
        #expect(host.region == "eu-west-2")
        #expect(host.zoneID == "euw2-az2")
        #expect(host.instanceType == "c7i.large")
        #expect(host.label == "euw2-az2 c7i.large")
    }

    /// What the metadata service answers: nothing without the token that it gave (IMDSv2).
    private static func metadata(_ request: String) -> [UInt8] {
        let facts = [
            "placement/region": "eu-west-2", "placement/availability-zone-id": "euw2-az2",
            "placement/availability-zone": "eu-west-2a", "instance-type": "c7i.large", "instance-id": "i-1",
        ]
        let path = request.split(separator: " ").dropFirst().first ?? ""
        let body: String?
        if request.hasPrefix("PUT /latest/api/token"), request.contains("token-ttl-seconds: 60") {
            body = "secret"
        } else if request.contains("X-aws-ec2-metadata-token: secret") {
            body = facts.first { path == "/latest/meta-data/" + $0.key }?.value
        } else {
            body = nil
        }
        let status = body == nil ? "401 Unauthorized" : "200 OK"
        return Array("HTTP/1.1 \(status)\r\nContent-Length: \(body?.utf8.count ?? 0)\r\n\r\n\(body ?? "")".utf8)
    }

    @Test("A proxy that the environment names is not used")
    func proxy() throws {
        let refused = "http://127.0.0.1:9"
        let result = try run(
            ["probe", "kraken", "--endpoint", "rung.invalid:443", "--for", "2s", "--json"],
            in: try Sandbox(),
            environment: ["https_proxy": refused, "HTTPS_PROXY": refused, "all_proxy": refused]
        )
        // The host has no address; only a proxy could refuse a connection to it.
        let failures = try report(result.output).endpoints.flatMap(\.failures)
        #expect(failures.allSatisfy { !$0.sentence.hasPrefix("TCP") }, "\(failures)")
    }

    @Test(
        "What cannot be measured is said before anything is sent",
        arguments: [
            (["probe"], "name at least one venue"), (["probe", "nowhere"], "nowhere"),
            (["probe", "binance", "--for", "soon"], "--for"), (["probe", "binance", "--every", "1"], "--every"),
            (["probe", "binance", "--pair", "ETHUSDT"], "--pair"),
            (["probe", "binance", "--endpoint", "here"], "HOST:PORT"),
            (["probe", "binance", "kraken", "--endpoint", "a:1"], "one venue"),
            (["probe", "rank", "one.json"], "two reports"), (["probe", "binance", "--order", "1@1"], "--keys"),
            (["probe", "binance", "--keys", "k", "--order", "1@1", "--order-kind", "place"], "real money"),
            (["probe", "kraken", "--keys", "k", "--order", "1@1", "--order-kind", "place"], "no test system"),
            (["probe", "okx", "--keys", "k", "--order", "1@1"], "cannot be tried"),
            (["probe", "binance", "--keys", "k", "--order", "much"], "SIZE@PRICE"),
            (["probe", "binance", "--keys", "k", "--order", "1@1", "--endpoint", "here.example:443"], "known here"),
            (["probe", "kraken", "--keys", "k", "--order", "1@1", "--endpoint", "here.example:443"], "known here"),
        ] as [([String], String)]
    )
    func refusals(arguments: [String], words: String) throws {
        let result = try run(arguments, in: try Sandbox())
        #expect(result.end == .exited(2), "\(result.errors)")
        #expect(result.errors.contains(words), "\(result.errors)")
        // The argument parser lists the venues there are, a line each.
        let lines = words == "nowhere" ? ProbeVenue.allCases.count + 1 : 1
        #expect(result.errors.split(separator: "\n").count <= lines, "\(result.errors)")
    }

    @Test("A key that others can read is refused, and so is a report that is none")
    func files() throws {
        let sandbox = try Sandbox()
        let keys = try sandbox.write(Array("a\nb\n".utf8), to: "keys")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: keys)
        let open = try run(["probe", "binance", "--keys", keys, "--order", "1@1", "--for", "1s"], in: sandbox)
        #expect(open.end == .exited(1))
        #expect(open.errors.contains("chmod 600"), "\(open.errors)")
        let none = try sandbox.write(Array("{}".utf8), to: "none.json")
        let rank = try run(["probe", "rank", none, none], in: sandbox)
        #expect(rank.end == .exited(2))
        #expect(rank.errors.contains("no report"), "\(rank.errors)")
    }
}
