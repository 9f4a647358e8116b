import Books
import Runtime
import TestKit
import Testing
import Threads
import Venues

/// How a feed's connection comes about, or not, and how it ends.
@Suite("A feed that connects and stops")
struct FeedOpeningTests {
    @Test("An attempt that fails is told with its sentence, and another is made")
    func failure() async throws {
        let script = MemoryVenue.Script(opening: { attempt in
            attempt < 3 ? .fail(TransportError(.connect, "The connection was refused.")) : .accept
        })
        let bench = try FeedBench(script)
        try await bench.run { bench in
            let states = try await bench.states { $0 == .syncing }
            #expect(FeedBench.reason(states) == .transport("TCP: The connection was refused."))
            #expect(states.count { $0.isDown } == 2)
            #expect(bench.venue.attempts == 3)
        }
    }

    @Test(
        "An upgrade that is refused is told with the venue's status, whether or not the stream ends with it",
        arguments: [(403, true), (403, false), (429, true), (503, true), (200, true)]
    )
    func refusal(status: Int, hangsUp: Bool) async throws {
        var answer: [UInt8] = []
        HTTPAnswer(status: status, headers: [], body: Array("no".utf8)).encode(keepsAlive: false, into: &answer)
        let bench = try FeedBench(MemoryVenue.Script(answer: answer, hangsUp: hangsUp))
        try await bench.run { bench in
            let states = try await bench.states { $0.isDown }
            guard case .transport(let sentence)? = FeedBench.reason(states) else {
                Issue.record("\(states)")
                return
            }
            #expect(sentence.hasPrefix("HTTP: venue.example refuses the WebSocket upgrade with \(status)"))
            #expect(!states.contains(.syncing))
        }
    }

    @Test("A stream that ends in the middle of the answer is told so")
    func cutAnswer() async throws {
        let bench = try FeedBench(MemoryVenue.Script(answer: Array("HTTP/1.1 101 Sw".utf8), hangsUp: true))
        try await bench.run { bench in
            let states = try await bench.states { $0.isDown }
            let sentence = "HTTP: venue.example closed the connection during the WebSocket upgrade."
            #expect(FeedBench.reason(states) == .transport(sentence))
        }
    }

    @Test("An answer with a wrong key is no upgrade")
    func wrongKey() async throws {
        let answer =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n"
        let bench = try FeedBench(MemoryVenue.Script(answer: Array(answer.utf8)))
        try await bench.run { bench in
            let states = try await bench.states { $0.isDown }
            #expect(!states.contains(.syncing))
        }
    }

    /// Runs a feed, waits for a moment of its life, stops it, and says how long it took to end.
    private static func stop(
        _ script: MemoryVenue.Script,
        when isThere: @escaping @Sendable (FeedBench) -> Bool
    ) async throws -> (bench: FeedBench, span: TimeSpan) {
        let bench = try FeedBench(script)
        let start = MonotonicBox()
        try await bench.run { bench in
            try await eventually("the moment to stop") { isThere(bench) }
            start.time = SteadyClock.now
        }
        return (bench, SteadyClock.now - start.time)
    }

    @Test("A feed that hangs in opening stops at once")
    func stopWhileOpening() async throws {
        let (bench, span) = try await Self.stop(MemoryVenue.Script(opening: { _ in .hang })) { $0.venue.attempts == 1 }
        #expect(span < .seconds(5))
        #expect(bench.venue.attempts == 1)
    }

    @Test("A feed whose upgrade is not answered stops at once")
    func stopWhileUpgrading() async throws {
        let (bench, span) = try await Self.stop(MemoryVenue.Script(answer: [])) { !$0.venue.requests.isEmpty }
        #expect(span < .seconds(5))
        #expect(!bench.venue.isOpen)
    }

    @Test("A feed that waits for its next attempt stops at once")
    func stopWhileWaiting() async throws {
        let script = MemoryVenue.Script(opening: { _ in .fail(TransportError(.connect, "No.")) })
        // Beyond the burst the venue's spacing holds.
        let (_, span) = try await Self.stop(script) { $0.venue.attempts >= 5 }
        #expect(span < .seconds(5))
    }

    @Test("A feed with a connection says goodbye when it stops")
    func stopWhileOpen() async throws {
        let (bench, span) = try await Self.stop(MemoryVenue.Script()) { $0.venue.texts == ["subscribe"] }
        #expect(span < .seconds(5))
        #expect(bench.venue.heard.last == .close(1000, ""))
        #expect(!bench.venue.isOpen)
    }

    @Test("A command that comes while a connection is made does not end the making of it")
    func commandWhileOpening() async throws {
        let bench = try FeedBench(MemoryVenue.Script(opening: { $0 < 4 ? .hang : .accept }))
        try await bench.run { bench in
            for attempt in 1...3 {
                try await eventually("the opening") { bench.venue.attempts == attempt }
                bench.task.send(.resync(.requested))
            }
            let states = try await bench.states { $0 == .syncing }
            #expect(states.starts(with: [.connecting, .syncing]))
            #expect(!states.contains { $0.isDown })
        }
    }

    @Test("A feed that is stopped before it starts ends at once")
    func earlyStop() async throws {
        let bench = try FeedBench()
        let task = bench.task
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { await task.run() }
        }
        #expect(bench.venue.attempts <= 1)
    }
}
