import ArgumentParser
import Glibc
import Runtime
import Threads

/// `rung sentinel`: the process that cancels the console's orders if the console dies; the console starts it.
struct SentinelCommand: ParsableCommand {
    /// What it is called on the command line.
    static let name = "sentinel"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Cancel the console's orders if it dies; started by the console alone.",
        shouldDisplay: false
    )

    func run() throws {
        // It outlives what ends the console; its end is that of its pipe.
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { _ = signal(number, SIG_IGN) }
        umask(0o077)
        guard ProcessMemory.hide(), let handover = SentinelHandover(from: STDIN_FILENO) else {
            StandardError.say("the sentinel is started by the console alone; `rung` starts the console")
            throw ExitStatus.usage
        }
        try StartErrors.report {
            let log = try LogFile(folder: handover.logFolder, name: "rung.log")
            try SentinelRun(handover, log: log).run()
        }
    }
}
