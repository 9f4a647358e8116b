import Books
import Runtime
import Synchronization
import TestKit
import Testing
import Threads
import Venues

/// Two feeds that share a mailbox: what befalls one venue does not hold the other one up.
///
/// What is compared are medians of the same measurement in the same run, so that the speed of the machine and its other
/// work stand on both sides.
@Suite("One venue's trouble is not another's")
struct IndependenceTests {
    /// What befalls the first venue.
    enum Trouble: CaseIterable {
        /// It accepts no connection and refuses none: the attempt hangs.
        case frozen
        /// It refuses every connection.
        case dead
        /// It sends 20,000 messages a second.
        case flooding
    }

    @Test("The other venue's delay stays while one is frozen, dead or floods", arguments: Trouble.allCases)
    func delay(trouble: Trouble) async throws {
        let pair = try FeedPair()
        try await pair.run { pair in
            try await eventually("both upgrades") { pair.troubled.isUpgraded && pair.other.isUpgraded }
            let quiet = try #require(await pair.medianDelay(count: 40))
            let isOver = FeedPair.Flag()
            switch trouble {
            case .frozen:
                pair.troubled.rewrite { $0.opening = { _ in .hang } }
                pair.troubled.hangUp()
                try await eventually("the attempt that hangs") { pair.troubled.attempts == 2 }
            case .dead:
                let refusal = TransportError(.connect, "The connection was refused.")
                pair.troubled.rewrite { $0.opening = { _ in .fail(refusal) } }
                pair.troubled.hangUp()
                try await eventually("the attempts that fail") { pair.troubled.attempts >= 3 }
            case .flooding:
                pair.flood(until: isOver)
            }
            let disturbed = try #require(await pair.medianDelay(count: 40))
            isOver.raise()
            // An order of magnitude and a time slice of a busy machine: a shared thread would cost seconds.
            let bound = TimeSpan(nanoseconds: 10 * quiet.nanoseconds + 20_000_000)
            #expect(disturbed <= bound, "\(disturbed.nanoseconds / 1_000) us against \(quiet.nanoseconds / 1_000) us")
        }
    }
}

/// Two feeds, each with its own venue in memory, into one mailbox.
private final class FeedPair: Sendable {
    /// A flag that is raised once.
    final class Flag: Sendable {
        private let state = Atomic(false)
        var isRaised: Bool { state.load(ordering: .acquiring) }
        func raise() { state.store(true, ordering: .releasing) }
    }

    let troubled = MemoryVenue()
    let other = MemoryVenue()
    private let mailbox = Mailbox()
    private let tasks: [FeedTask<ScriptedSession>]
    private let log = LogCollector()

    init() throws {
        let session = try #require(ScriptedSession())
        let (mailbox, log) = (mailbox, log)
        tasks = [troubled, other].enumerated().map { slot, venue in
            FeedTask(
                venue: VenueID(slot: slot),
                name: "venue\(slot)",
                session: session,
                environment: FeedEnvironment(
                    makePort: { MemoryPort(to: venue, wake: $0) },
                    rest: MemoryREST(),
                    digests: PlainDigests(),
                    random: { 0x0123_4567_89AB_CDEF },
                    logger: log.logger
                ),
                mailbox: mailbox
            )
        }
    }

    /// Runs both feeds while `body` runs.
    func run(_ body: (FeedPair) async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            for task in tasks { group.addTask { await task.run() } }
            do {
                try await body(self)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    /// Lets the troubled venue send twenty messages a millisecond.
    func flood(until isOver: Flag) {
        DedicatedThread.start("flood") {
            let pause = WakeDescriptor()
            while !isOver.isRaised {
                for _ in 0..<20 { self.troubled.say("change") }
                pause.wait(until: SteadyClock.now + .milliseconds(1))
            }
        }
    }

    /// Half of so many messages of the other venue took no longer from its word to the mailbox's reader.
    func medianDelay(count: Int) async -> TimeSpan? {
        let delays = Mutex<[TimeSpan]>([])
        await DedicatedThread.run("probe", stop: {}) {
            for _ in 0..<count {
                let delay = self.probe()
                delays.withLock { $0 += [delay].compactMap(\.self) }
            }
        }
        let sorted = delays.withLock { $0.sorted() }
        #expect(sorted.count == count)
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }

    private func probe() -> TimeSpan? {
        let start = SteadyClock.now
        let end = start + .seconds(10)
        other.say("change")
        while SteadyClock.now < end {
            mailbox.wake.clear()
            var contents = Mailbox.Contents()
            mailbox.take(into: &contents)
            for case .heard(VenueID(slot: 1), let time) in contents.market.events where time >= start {
                return SteadyClock.now - start
            }
            mailbox.wake.wait(until: end)
        }
        return nil
    }
}
