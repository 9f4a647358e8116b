import Books
import Runtime
import Strategy
import TestKit
import Testing
import Threads
import Venues

/// A feed on its own thread, a venue in memory, and what it put into its mailbox.
final class FeedBench: Sendable {
    let venue: MemoryVenue
    let log = LogCollector()
    let mailbox = Mailbox()
    let task: FeedTask<ScriptedSession>

    init(_ script: MemoryVenue.Script = MemoryVenue.Script(), batch: Int = 1 << 16) throws {
        let venue = MemoryVenue(script)
        self.venue = venue
        let environment = FeedEnvironment(
            makePort: { MemoryPort(to: venue, wake: $0, batch: batch) },
            rest: MemoryREST(),
            digests: PlainDigests(),
            random: { 0x0123_4567_89AB_CDEF },
            logger: log.logger
        )
        task = FeedTask(
            venue: VenueID(slot: 0),
            name: "test",
            session: try #require(ScriptedSession()),
            environment: environment,
            mailbox: mailbox
        )
    }

    /// Runs the feed while `body` runs, and then until it has ended.
    func run(_ body: (FeedBench) async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { await self.task.run() }
            do {
                try await body(self)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    /// Takes everything out of the mailbox.
    func take() -> [MarketEvent] {
        var contents = Mailbox.Contents()
        mailbox.take(into: &contents)
        return contents.market.events
    }

    /// Waits until the feed has said a state that `isWanted`, and gives all states on the way.
    func states(
        until isWanted: @escaping (FeedState) -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [FeedState] {
        var states: [FeedState] = []
        try await eventually("the state", sourceLocation: sourceLocation) {
            for event in take() {
                if case .state(_, let state, _) = event { states.append(state) }
            }
            return states.contains(where: isWanted)
        }
        return states
    }

    /// The reason of the first outage among states.
    static func reason(_ states: [FeedState]) -> DownReason? {
        for state in states {
            if case .down(let reason, _, _) = state { return reason }
        }
        return nil
    }
}

extension FeedState {
    /// Whether the feed is down.
    var isDown: Bool {
        if case .down = self { true } else { false }
    }
}
