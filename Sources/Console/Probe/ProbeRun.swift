public import Books
public import Probing
import Threads
import Venues

/// A measurement of some endpoints from this host: threads that ask, and a report in the end.
public final class ProbeRun: Sendable {
    /// What is measured, and how.
    public struct Plan: Sendable {
        /// The endpoints.
        public var targets: [ProbeTarget]
        /// How often each question is asked.
        public var every: TimeSpan
        /// After how long a question counts as lost.
        public var timeout = TimeSpan.seconds(5)
        /// The market that is listened to, by venue.
        public var pairs: [ProbeVenue: ProbePair] = [:]
        /// What tries orders, by venue.
        public var orders: [ProbeVenue: any OrderProbe] = [:]

        /// A plan for `targets`.
        public init(targets: [ProbeTarget], every: TimeSpan) {
            self.targets = targets
            self.every = every
        }

        /// The market that is listened to at `venue`.
        func pair(at venue: ProbeVenue) -> ProbePair { pairs[venue] ?? .busiest(at: venue) }
    }

    private let plan: Plan
    private let board: ProbeBoard
    private let stopper = ProbeStop()
    private let start: MonotonicTime
    private let startedAt: WallTime

    /// How long threads may take to end: one that looks a name up cannot be hurried.
    private static let endLimit = TimeSpan.seconds(12)

    /// Begins to measure.
    public init(_ plan: Plan, environment: ProbeEnvironment) {
        self.plan = plan
        board = ProbeBoard(plan.targets, threads: plan.targets.count * 2)
        start = SteadyClock.now
        startedAt = SteadyClock.wallTime
        for (index, target) in plan.targets.enumerated() { begin(target, index, environment) }
    }

    private func begin(_ target: ProbeTarget, _ index: Int, _ environment: ProbeEnvironment) {
        let (board, stopper) = (board, stopper)
        let dialect = target.venue.dialect(plan.pair(at: target.venue))
        // Endpoints are asked one after the other, so that their questions do not meet in our own machine.
        let offset = plan.every.nanoseconds * Int64(index) / Int64(plan.targets.count)
        let first = start + TimeSpan(nanoseconds: offset)
        let connects = ConnectProber(
            target: target,
            index: index,
            board: board,
            stop: stopper,
            environment: environment
        )
        DedicatedThread.start("probe.open.\(index)") { connects.run() }
        switch target.form {
        case .rest:
            let plan = plan
            DedicatedThread.start("probe.rest.\(index)") {
                var prober = RequestProber(
                    target,
                    dialect: dialect,
                    index: index,
                    board: board,
                    stop: stopper,
                    environment: environment,
                    start: first,
                    every: plan.every,
                    timeout: plan.timeout
                )
                prober.run()
            }
        case .socket:
            let plan = plan
            let orders = target.role == "orders" ? plan.orders[target.venue] : nil
            DedicatedThread.start("probe.ws.\(index)") {
                var prober = SocketProber(
                    target,
                    dialect: dialect,
                    orders: orders,
                    index: index,
                    board: board,
                    stop: stopper,
                    environment: environment,
                    start: first,
                    every: plan.every,
                    timeout: plan.timeout
                )
                prober.run()
            }
        }
    }

    /// A line for each endpoint: how it is getting on.
    public var progress: [String] {
        zip(plan.targets, board.progress).map { target, progress in
            var line = "\(target.name): \(progress.answered) answered, \(progress.lost) lost"
            if progress.events > 0 { line += ", \(progress.events) events" }
            if let latest = progress.latest { line += ", latest \(ProbeFigures.milliseconds(latest))" }
            if let failure = progress.failure { line += "; \(failure)" }
            return PlainText.line(line)
        }
    }

    /// Ends the measurement; the report of what was found until then, on the host of these facts.
    public func finish(_ host: HostFacts) -> ProbeReport {
        let end = SteadyClock.now
        stopper.stop()
        _ = board.awaitEnd(until: end + Self.endLimit)
        let builder = ReportBuilder(steady: SteadyClock.now, calendar: SteadyClock.wallTime)
        let records = board.records
        var venues: [ProbeVenue] = []
        for target in plan.targets where !venues.contains(target.venue) { venues.append(target.venue) }
        return ProbeReport(
            host: host,
            start: startedAt,
            length: end - start,
            every: plan.every,
            endpoints: venues.flatMap { venue in builder.endpoints(records.filter { $0.target.venue == venue }) }
        )
    }
}
