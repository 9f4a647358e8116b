import ArgumentParser
import Books
import Glibc
import Runtime
import Simulator
import Threads
import Transport
import Venues

/// `rung exchange`: one of our simulated exchanges as a program of its own, for anybody's clients.
struct ExchangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Serve a recorded market in an exchange's own protocol, on this machine.",
        discussion: """
            The recording is one of Binance's streams (hft-lines). The market in it is real; the venue that it is \
            served under need not be the one it was recorded at: with --protocol kraken it is re-framed into Kraken's \
            messages with checksums. Futures trade below spot; by default 1.18 is added to every price of an ETHUSDT \
            future that is served as Kraken, the standing basis of the recordings that come with rung.

            At the end of the recording the exchange begins again with a fresh snapshot and higher numbers, as a venue \
            does after a restart. It listens on 127.0.0.1 alone. Ctrl-C ends it.

            What goes wrong is written in a script (--faults), a line an event, and switched by HTTP while the exchange \
            runs (--control): GET /faults tells the state, POST /faults begins a fault, DELETE /faults ends all of \
            them, DELETE /faults/NAME one; a body is `gap times=3` or {"fault":"gap","times":3,"for_ms":2000}.

            A script: a time or a span from the start, the venue (binance, kraken or both: an exchange plays its own \
            part), a fault. `random` draws faults, the same for the same seed.

            \("  ")seed 7
            \("  ")12.5s     kraken  checksum times=3
            \("  ")30s..45s  binance delay by=900ms
            \("  ")1m..      both    random every=10s of=gap,reset,half-open

            The faults:

            \(FaultTable.text)
            """
    )

    /// The venues whose protocols can be spoken.
    enum Dialect: String, ExpressibleByArgument, CaseIterable {
        case binance
        case kraken
    }

    @Option(name: .customLong("protocol"), help: "Whose protocol to speak.")
    var dialect: Dialect

    @Option(help: "The recording to play.", completion: .file())
    var recording: String

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port: UInt16

    @OptionGroup var simulation: SimulationOptions

    @Option(help: "The port of the control endpoint, plain HTTP; 0 takes any free one. There is none without it.")
    var control: UInt16?

    @Option(help: "What is added to every price, as a decimal.")
    var offset: String?

    @Option(help: "The pair, as BASE/QUOTE, where the recording's symbol does not show it.")
    var pair: String?

    @Flag(help: "Serve http:// and ws:// instead of https:// and wss://.")
    var plain = false

    @Option(
        name: .customLong("ca-file"),
        help: "Write the certificate of the authority that clients have to trust here."
    )
    var authorityFile: String?

    @OptionGroup var accountOptions: ExchangeAccountOptions

    func run() throws {
        let signals = StopSignals()
        do {
            let script = try simulation.script()
            let server = try serve()
            let endpoint = try openControl(of: server)
            let start = SteadyClock.now
            let clock = script.map { FaultClock($0, at: [server], from: start, tell: Self.tell) }
            while server.isRunning {
                if signals.wait(until: SteadyClock.now + .milliseconds(500)) != nil { break }
            }
            clock?.stop()
            endpoint?.stop()
            if let failure = server.failure { throw StartError(failure.sentence) }
            server.stop()
        } catch let error as StartError {
            StandardError.say(error.sentence)
            throw ExitStatus.failure
        } catch let error as VerificationError {
            StandardError.say(error.sentence)
            throw ExitStatus.usage
        }
    }

    private func serve() throws -> ExchangeServer {
        try checkPort()
        let recorded = try RecordedInstrument(path: recording)
        let (base, quote) = try assets(recorded)
        let venue: ExchangeVenue = dialect == .binance ? .binance : .kraken
        let added =
            offset
            ?? (venue == .kraken && recorded.isFuture && recorded.symbol == "ETHUSDT"
                ? ExchangeConfiguration.standingBasis : "0")
        let listing = SimulatedListing.make(
            venue,
            base: base,
            quote: quote,
            priceDecimals: recorded.priceDecimals,
            quantityDecimals: venue == .binance ? recorded.quantityDecimals : 8
        )
        let security = try security()
        let accounts = try accountOptions.open(at: venue).map { [$0] } ?? []
        let clock = PlaybackClock(
            start: SteadyClock.now,
            origin: recorded.first,
            period: nil,
            speedPercent: try simulation.speedPercent()
        )
        let configuration: ExchangeConfiguration
        do {
            configuration = try ExchangeConfiguration(
                venue,
                listing,
                playback: clock,
                priceOffset: added,
                security: security,
                port: port,
                accounts: accounts
            )
        } catch {
            throw ValidationError("--offset: \(added) is no decimal with at most \(recorded.priceDecimals) decimals")
        }
        do {
            let server = try ExchangeServer(configuration, market: try RecordingMarket(path: recording))
            announce(server, listing, added)
            return server
        } catch let error as ExchangeServerError {
            throw StartError(error.sentence)
        }
    }

    /// Finds a port that is taken before the recording is looked at.
    private func checkPort() throws(StartError) {
        guard port != 0 else { return }
        do throws(TransportError) {
            try LoopbackServer(port: port, security: .plain) { _ in }.stop()
        } catch {
            throw StartError(error.message)
        }
    }

    private func openControl(of server: ExchangeServer) throws(StartError) -> FaultControl? {
        guard let control else { return nil }
        do throws(TransportError) {
            let endpoint = try FaultControl(port: control, for: server)
            Self.say("faults are switched at http://127.0.0.1:\(endpoint.port)/faults")
            return endpoint
        } catch {
            throw StartError(error.message)
        }
    }

    private static func tell(_ venue: ExchangeVenue, _ order: FaultOrder) {
        say("fault: \(order.text)")
    }

    /// Prints a line at once: whoever started it in a pipe waits for it.
    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    private func announce(_ server: ExchangeServer, _ listing: ExchangeInstrument, _ added: String) {
        let host = "127.0.0.1:\(server.port)"
        let (http, ws) = plain ? ("http", "ws") : ("https", "wss")
        let addresses =
            switch dialect {
            case .binance:
                "\(ws)://\(host)/ws, \(ws)://\(host)/stream, \(ws)://\(host)/ws-api/v3 and \(http)://\(host)/api/v3/"
            case .kraken: "\(ws)://\(host)/v2 and \(http)://\(host)/0/"
            }
        print("playing \(recording) as \(dialect.rawValue)'s \(listing.symbol), \(added) added to every price")
        print("listening on \(addresses)")
        if let authorityFile { print("clients have to trust the authority in \(authorityFile)") }
        // Whoever starts it in a pipe waits for these lines.
        fflush(nil)
    }

    private func security() throws -> ServerSecurity {
        guard !plain else { return .plain }
        do {
            let authority = try CertificateAuthority()
            if let authorityFile { try NewFile.write(authority.pem, to: authorityFile) }
            return .tls(try authority.issue())
        } catch let error as TransportError {
            throw StartError(error.message)
        }
    }

    private func assets(_ recorded: RecordedInstrument) throws -> (base: String, quote: String) {
        if let pair {
            let parts = pair.split(separator: "/").map(String.init)
            guard parts.count == 2, parts.joined() == recorded.symbol else {
                throw ValidationError("--pair: \(pair) is not \(recorded.symbol) with a / in it")
            }
            return (parts[0], parts[1])
        }
        guard let assets = recorded.assets else {
            throw ValidationError("the assets of \(recorded.symbol) are not clear: give them as --pair BASE/QUOTE")
        }
        return assets
    }
}
