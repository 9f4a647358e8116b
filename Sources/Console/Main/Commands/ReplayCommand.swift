import ArgumentParser
import Books
import Logging
import Rehearsal
import Runtime
import Settings
import Strategy
import TUI
import Terminal

/// `rung replay`: plays recordings through everything up to the screen.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Play recordings through the feeds, the books, the trader and the screen.",
        discussion: """
            Plays what `rung record` wrote, a folder or single segments, and the recordings of others: hft-lines \
            (Binance spot and USD-M futures), cbcap1 (Kraken v2) and cryptofeed-lines of these venues, gzipped or \
            not. Several recordings of one instrument are played together by their times.

            Two runs with the same recordings and the same seed give the same books, decisions and screens, at any \
            speed: their hashes are printed at the end. What is hashed stands in docs/recording.md.

            With --strategy the quotes that the market reaches are executed in the replay's own time: the console's \
            clients send their orders to simulated exchanges of Binance and Kraken whose market is the recorded one. No \
            order leaves the program, and nothing is written to the journal.

            Exit codes: 0 played, 1 something failed, 2 a recording cannot be played, 3 no usable terminal, 128 + n \
            ended by signal n.
            """
    )

    @Argument(help: "The recordings: files, or folders that rung record wrote.", completion: .file())
    var recordings: [String]

    @Option(help: "How much faster than recorded, 0.1 to 10000, or max.")
    var speed: String?

    @Option(help: "From where on it is shown: 90s, 00:01:30 or 2024-08-08T23:55:00Z. What is before is played at once.")
    var from: String?

    @Option(help: "Where it ends, written the same way.")
    var until: String?

    @Option(help: "What decides about everything random.")
    var seed: UInt64 = 1

    @Option(help: "Which symbol to play where a recording has several.")
    var symbol: String?

    @Option(help: "What is added to the prices of futures (default: 1.18 for ETHUSDT beside another venue, else 0).")
    var offset: String?

    @Flag(help: "Write one line a second to standard output instead of drawing a screen.")
    var plain = false

    @Flag(help: "Show nothing, play as fast as possible, and print what came out and its hashes.")
    var hash = false

    @Flag(
        help: "Switch the strategy on from the beginning, with an order path; what it does is part of what is hashed."
    )
    var strategy = false

    @Flag(
        inversion: .prefixedNo,
        help: """
            Execute what the market crosses of the strategy's quotes, at simulated exchanges whose market is the recorded \
            one (default: with --strategy).
            """
    )
    var orders: Bool?

    @Option(
        help: """
            How long orders take to a venue, one way, by the names in the recordings: binance=5ms,kraken=20ms (default: \
            4ms to Binance, 96ms to others).
            """
    )
    var latency: String?

    @Option(
        name: .customLong("set"),
        help: "A parameter of the strategy from the beginning, as :set takes it: profile=passive. Can be repeated."
    )
    var parameters: [String] = []

    @OptionGroup var look: ReplayLook

    func validate() throws {
        _ = try options()
        _ = try rehearsal()
        guard !recordings.isEmpty else { throw ValidationError("name at least one recording") }
        guard !(plain && hash) else { throw ValidationError("--plain and --hash cannot be had together") }
    }

    func run() throws {
        let form: ReplayRun.Form = hash ? .hash : plain ? .plain : .screen
        let run = ReplayRun(
            recordings: recordings,
            symbol: symbol,
            offset: offset,
            options: try options(),
            orders: try rehearsal(),
            form: form,
            look: look
        )
        try run.run()
    }

    // MARK: - Options

    private func options() throws -> ReplayTask.Options {
        var options = ReplayTask.Options()
        options.speed = try playbackSpeed()
        options.from = try point(from, "--from")
        options.until = try point(until, "--until")
        options.seed = seed
        options.isQuoting = strategy
        options.parameters = try typedParameters()
        options.staysAtEnd = !plain && !hash
        return options
    }

    /// With what orders are executed; nil where none are.
    private func rehearsal() throws -> RehearsalOptions? {
        guard orders ?? strategy else {
            if latency != nil { throw ValidationError("--latency is for orders: give --strategy or --orders too") }
            return nil
        }
        var options = RehearsalOptions(
            feeMillionths: SimulatedAccount.feeMillionths,
            limits: OrderSettings.limits(Configuration())
        )
        options.seed = seed
        for text in (latency ?? "").split(separator: ",") {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, let span = TypedSpan.parse(parts[1]), span <= .seconds(10) else {
                throw ValidationError(
                    "--latency: \(text) is no NAME=TIME of at most 10s; write binance=5ms,kraken=20ms"
                )
            }
            options.delays[parts[0].lowercased()] = span
        }
        return options
    }

    private func typedParameters() throws -> QuotingParameters {
        var parameters = QuotingParameters()
        for text in self.parameters {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--set: \(text) is no NAME=VALUE") }
            do throws(ParameterError) {
                try parameters.set(parts[0], to: parts[1])
            } catch {
                throw ValidationError("--set: \(error.sentence)")
            }
        }
        return parameters
    }

    private func playbackSpeed() throws -> PlaybackSpeed {
        guard let speed else { return hash ? .unlimited : .tenths(10) }
        if speed == "max" { return .unlimited }
        do {
            let tenths = try DecimalText.parse(speed, unit: DecimalUnit(decimals: 1))
            guard (1...100_000).contains(tenths) else { throw DecimalError.outOfRange }
            return .tenths(Int(tenths))
        } catch {
            throw ValidationError("--speed: \(speed) is no speed; write 0.1 to 10000, or max")
        }
    }

    private func point(_ text: String?, _ name: String) throws -> ReplayPoint? {
        guard let text else { return nil }
        guard let point = TypedPoint.parse(text) else {
            throw ValidationError("\(name): \(text) is no time; write it as 90s, 00:01:30 or 2024-08-08T23:55:00Z")
        }
        return point
    }
}
