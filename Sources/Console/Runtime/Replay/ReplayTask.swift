public import Books
public import Strategy
import Synchronization
public import TUI
import Threads

/// Plays recordings on a thread of its own, at the pace that a person wants, and shows what they come to.
///
/// The thread only paces: what is played, and in which order, is the driver's, so that no pace changes a result.
public final class ReplayTask: Sendable {
    /// How a replay is played.
    public struct Options: Sendable {
        /// How fast.
        public var speed = PlaybackSpeed.tenths(10)
        /// Where the pace begins: everything before it is played as fast as it can be.
        public var from: ReplayPoint?
        /// Where it ends.
        public var until: ReplayPoint?
        /// What decides about everything random.
        public var seed: UInt64 = 1
        /// Whether the strategy quotes from the beginning.
        public var isQuoting = false
        /// What the strategy begins with.
        public var parameters = QuotingParameters()
        /// Whether it waits at the end for a person.
        public var staysAtEnd = false

        /// From the beginning to the end, as fast as it was recorded.
        public init() {}
    }

    /// How far a replay is.
    public struct Progress: Sendable, Equatable {
        /// How much was played.
        public var position = TimeSpan.zero
        /// How much there is.
        public var length = TimeSpan.zero
        /// How many records were played.
        public var records = 0
    }

    /// Where the newest picture is taken from.
    public let view = Latest<ConsoleViewModel>()

    private struct Inbox {
        var requests: [PlaybackRequest] = []
        var commands: [OperatorCommand] = []
        var isStopped = false
    }

    private struct State {
        var progress = Progress()
        var result: Result<ReplayReport, ReplayError>?
    }

    private let plan: ReplayPlan
    private let tools: ReplayTools
    private let options: Options
    private let makeOrders: OrderPathMaker?
    private let inbox = Mutex(Inbox())
    private let wake = WakeDescriptor()
    private let state = Mutex(State())
    private let ended = WakeDescriptor()

    /// How often a picture is shown at most.
    private static let pictureInterval = TimeSpan.milliseconds(50)

    /// Makes the order path of a replay that begins at a moment.
    public typealias OrderPathMaker = @Sendable (MonotonicTime) throws(ReplayError) -> any ReplayOrderPath

    /// A replay of `plan`, which does not run yet; what its strategy's quotes cross is executed where there is an order
    /// path.
    public init(_ plan: ReplayPlan, tools: ReplayTools, options: Options, makeOrders: OrderPathMaker? = nil) {
        self.plan = plan
        self.tools = tools
        self.options = options
        self.makeOrders = makeOrders
    }

    /// The picture before anything was played.
    public var initialView: ConsoleViewModel {
        ViewModelBuilder(mode: .replay, instrument: plan.instrument, identities: plan.identities)
            .initial(wallTime: plan.first)
    }

    /// How far it is.
    public var progress: Progress { state.withLock { $0.progress } }

    /// What it came to; nil while it runs.
    public var result: Result<ReplayReport, ReplayError>? { state.withLock { $0.result } }

    /// Begins.
    public func start() {
        DedicatedThread.start("replay") { self.run() }
    }

    /// Asks something of the replay.
    public func put(_ request: PlaybackRequest) {
        inbox.withLock { $0.requests.append(request) }
        wake.wake()
    }

    /// Asks something of the trader in it.
    public func put(_ command: OperatorCommand) {
        inbox.withLock { $0.commands.append(command) }
        wake.wake()
    }

    /// Ends it where it stands, and waits for that; false if it took longer than `limit`.
    public func stop(within limit: TimeSpan) -> Bool {
        inbox.withLock { $0.isStopped = true }
        wake.wake()
        return wait(until: SteadyClock.now + limit)
    }

    /// Waits for its end; whether it has come.
    public func wait(until deadline: MonotonicTime) -> Bool {
        ended.wait(until: deadline)
    }

    // MARK: - The thread

    private func run() {
        let result: Result<ReplayReport, ReplayError>
        do throws(ReplayError) {
            let driver = try ReplayDriver(
                plan,
                tools: tools,
                seed: options.seed,
                isQuoting: options.isQuoting,
                parameters: options.parameters,
                makeOrders: makeOrders
            )
            result = .success(play(driver))
        } catch {
            result = .failure(error)
        }
        state.withLock { $0.result = result }
        ended.wake()
        // Whoever waits for pictures finds out that there are no more.
        view.wake.wake()
    }

    private func play(_ driver: ReplayDriver) -> ReplayReport {
        let end = options.until?.place(from: driver.start)
        if let from = options.from {
            warmUp(driver, min(from.place(from: driver.start), end ?? .init(nanoseconds: .max)))
        }
        var pace = ReplayPace(options.speed, from: driver.now, at: SteadyClock.now)
        var nextPicture = SteadyClock.now
        while true {
            wake.clear()
            let (requests, commands, isStopped) = takeInbox()
            if isStopped { break }
            for request in requests {
                pace.obey(request, replay: driver.now, at: SteadyClock.now)
                if request == .step { driver.advanceByOneRecord(reaching: end) }
                pace.tie(driver.now, at: SteadyClock.now)
            }
            for command in commands { driver.obey(command) }
            let isAtEnd = advance(driver, pace, end)
            if SteadyClock.now >= nextPicture || isAtEnd || !requests.isEmpty {
                show(driver, pace, isAtEnd: isAtEnd)
                nextPicture = SteadyClock.now + Self.pictureInterval
            }
            if isAtEnd, !options.staysAtEnd { break }
            rest(driver, pace, isAtEnd, until: nextPicture)
        }
        note(driver)
        return driver.finish()
    }

    /// Plays up to a place as fast as it can be, shows how far it is, and lets a person end it on the way.
    private func warmUp(_ driver: ReplayDriver, _ place: MonotonicTime) {
        let pace = ReplayPace(.unlimited, from: driver.now, at: SteadyClock.now)
        var nextPicture = SteadyClock.now
        while driver.now < place, !driver.hasEnded, !inbox.withLock({ $0.isStopped }) {
            driver.advance(to: min(place, driver.now + .seconds(1)))
            note(driver)
            guard SteadyClock.now >= nextPicture else { continue }
            show(driver, pace, isAtEnd: false)
            nextPicture = SteadyClock.now + Self.pictureInterval
        }
    }

    /// Plays what is due; whether that was the last.
    private func advance(_ driver: ReplayDriver, _ pace: ReplayPace, _ end: MonotonicTime?) -> Bool {
        let isOver = { driver.hasEnded || end.map { driver.now >= $0 } ?? false }
        let began = SteadyClock.now
        while !isOver() {
            let target = pace.target(at: SteadyClock.now)
            guard driver.now < target ?? .init(nanoseconds: .max) else { break }
            let frame = driver.now + ReplayDriver.frameInterval
            driver.advance(to: min(frame, target ?? frame, end ?? frame))
            // Keys and pictures have their turn however much there is to play.
            if SteadyClock.now - began > Self.pictureInterval { break }
        }
        note(driver)
        return isOver()
    }

    private func rest(_ driver: ReplayDriver, _ pace: ReplayPace, _ isAtEnd: Bool, until nextPicture: MonotonicTime) {
        if pace.isPaused || isAtEnd {
            wake.wait(until: SteadyClock.now + .seconds(1))
        } else if let target = pace.target(at: SteadyClock.now), target <= driver.now + ReplayDriver.frameInterval {
            wake.wait(until: nextPicture)
        }
    }

    private func takeInbox() -> ([PlaybackRequest], [OperatorCommand], Bool) {
        inbox.withLock { inbox in
            let taken = (inbox.requests, inbox.commands, inbox.isStopped)
            inbox.requests.removeAll()
            inbox.commands.removeAll()
            return taken
        }
    }

    private func show(_ driver: ReplayDriver, _ pace: ReplayPace, isAtEnd: Bool) {
        var model = driver.picture()
        model.playback = driver.playback(speed: pace.speed, isPaused: pace.isPaused || isAtEnd)
        if isAtEnd {
            let notice = NoticeView(
                time: model.wallTime,
                text: "the recording has ended: q ends the replay and prints its hashes",
                weight: .warning
            )
            model.notices.insert(notice, at: 0)
        }
        view.put(model)
    }

    private func note(_ driver: ReplayDriver) {
        let playback = driver.playback(speed: options.speed, isPaused: false)
        let records = driver.records
        state.withLock { state in
            state.progress = Progress(
                position: playback.position,
                length: playback.length ?? .zero,
                records: records
            )
        }
    }
}
