import ArgumentParser
import Books
import Glibc
import Logging
import Recording
import Runtime
import Settings
import Threads
import Venues

/// `rung record`: writes everything that the feeds receive to a recording.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record everything that the venues send, for rung replay.",
        discussion: """
            Every message of every connection and every REST answer goes to compressed segments in a folder, with the \
            times at which it was received. A recording that is ended by a crash or a power cut can be played up to \
            its last whole block. A venue is never held up: what the disk does not take in time is counted as a hole.

            Ctrl-C ends it in good order. The format is described in docs/recording.md.
            """
    )

    @Option(help: "Which venues to record, as NAME,NAME (default: all).")
    var venues: String?

    @Option(help: "The folder, which is made (default: rung-DATE-TIME).", completion: .directory)
    var out: String?

    @Option(name: .customLong("for"), help: "For how long, as 90s, 10m or 1h30m (default: until Ctrl-C).")
    var span: String?

    @Option(help: "When the next segment begins: a size, a time, or both, as 64MB,10m.")
    var segment = "64MB,10m"

    @OptionGroup var simulation: SimulationOptions

    @Option(help: "What goes to the log: trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    func validate() throws {
        _ = try length()
        _ = try limits()
        _ = try slots()
    }

    func run() throws {
        let signals = StopSignals()
        try StartErrors.report {
            let log = try LogFile(folder: Folders.state, name: "rung.log")
            let folder = out ?? Self.folderName(SteadyClock.wallTime)
            let recorder = try Recorder(folder: folder, venues: try slots(), limits: try limits())
            let console = try Composition(
                logging: log,
                level: logLevel,
                configuration: Configuration(),
                places: try VenuePlaces(
                    SimulatedVenues(speedPercent: try simulation.speedPercent(), faults: try simulation.script())
                ),
                recorder: recorder,
                journal: nil
            )
            console.start()
            let hasFailed = watch(recorder, signals, try length())
            let end = console.stop(within: .seconds(3))
            if hasFailed || end.manner != .orderly { throw ExitStatus.failure }
        }
    }

    /// Says once a second how it is getting on, until the time is over, a signal comes or the recording has failed;
    /// whether it has.
    private func watch(_ recorder: Recorder, _ signals: StopSignals, _ length: TimeSpan?) -> Bool {
        let start = SteadyClock.now
        let end = length.map { start + $0 }
        var due = start + .seconds(1)
        while true {
            if signals.wait(until: min(due, end ?? due)) != nil { return false }
            let now = SteadyClock.now
            if let end, now >= end { return false }
            if recorder.status.failure != nil { return true }
            guard now >= due else { continue }
            due = due + .seconds(1)
            print("\(Figures.clock(now - start)) \(Recorder.line(recorder.status))")
            // Whoever watches it in a pipe waits for the line.
            fflush(nil)
        }
    }

    // MARK: - Options

    private static func folderName(_ time: WallTime) -> String {
        var text: [UInt8] = []
        RFC3339.append(time, fractionDigits: 0, to: &text)
        let digits = text.filter { ($0 &- UInt8(ascii: "0")) < 10 }
        return "rung-\(String(decoding: digits.prefix(8), as: UTF8.self))-"
            + String(decoding: digits.dropFirst(8).prefix(6), as: UTF8.self)
    }

    private func length() throws -> TimeSpan? {
        guard let span else { return nil }
        guard let length = TypedSpan.parse(span), length > .zero else {
            throw ValidationError("--for: \(span) is no time; write it as 90s, 10m or 1h30m")
        }
        return length
    }

    private func limits() throws -> CaptureLimits {
        var limits = CaptureLimits()
        for text in segment.split(separator: ",").map(String.init) {
            if let size = TypedSize.parse(text) {
                limits.segmentBytes = size
            } else if let span = TypedSpan.parse(text), span > .zero {
                limits.segmentSpan = span
            } else {
                throw ValidationError("--segment: \(text) is no size and no time; write it as 64MB, 10m or 64MB,10m")
            }
        }
        return limits
    }

    private func slots() throws -> [Int] {
        guard let venues else { return Recorder.allVenues }
        let names = Composition.recordedVenues.map(\.name)
        let wanted = venues.split(separator: ",").map { $0.uppercased() }
        for name in wanted where !names.contains(name) {
            throw ValidationError("--venues: there is no \(name); there are \(names.joined(separator: ", "))")
        }
        guard !wanted.isEmpty else { throw ValidationError("--venues: name at least one venue") }
        return names.indices.filter { wanted.contains(names[$0]) }
    }
}
