public import ArgumentParser
import Books
import Glibc
public import Logging
import Runtime
import Threads

/// `rung` alone: the console.
struct ConsoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Start the console (what rung does without a subcommand).",
        discussion: """
            Two exchanges of our own run on this machine and play a real recorded market in the protocols of Binance \
            and Kraken: no network, no keys and no configuration are needed. The market is real; the second one was \
            recorded at Binance's futures engine and is shown as Kraken's, with 1.18 added to every price.
            """
    )

    @Flag(help: "Write one line a second to standard output instead of drawing a screen.")
    var plain = false

    @Option(help: "What goes to the log: trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    func run() throws {
        do {
            let log = try LogFile(folder: Folders.state, name: "rung.log")
            try runPlain(log)
        } catch let error as LogFileError {
            StandardError.say(error.sentence)
            throw ExitStatus.usage
        } catch let error as StartError {
            StandardError.say(error.sentence)
            throw ExitStatus.failure
        }
    }

    private func runPlain(_ log: LogFile) throws {
        let signals = StopSignals()
        let console = try Composition(logging: log, level: logLevel)
        console.start()
        let signal = PlainOutput.run(console.trader.view, signals)
        guard console.stop(within: .seconds(3)) else {
            throw StartError("the tasks did not end within 3 s; what they did last is in \(log.path)")
        }
        if let signal { throw ExitCode(128 + signal) }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
