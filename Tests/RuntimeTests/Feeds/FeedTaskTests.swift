import Books
import Runtime
import TestKit
import Testing
import Threads
import Venues

/// The feed's thread between a venue in memory and a mailbox.
@Suite("A feed on its thread")
struct FeedTaskTests {
    @Test("It upgrades, subscribes, and puts what the venue says into the mailbox")
    func wholeWay() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the subscription") { bench.venue.texts == ["subscribe"] }
            let request = try #require(bench.venue.requests.first)
            #expect(request.target == "/feed")
            #expect(request.headers.value(of: "Host") == "venue.example")
            bench.venue.say("snapshot live")
            let states = try await bench.states { $0.isLive }
            #expect(states == [.connecting, .syncing, .live])
            bench.venue.say("change send")
            try await eventually("the answer") { bench.venue.texts == ["subscribe", "hello"] }
            let events = bench.take()
            #expect(events.contains { if case .book(let update) = $0 { update.kind == .delta } else { false } })
            #expect(events.contains { if case .heard = $0 { true } else { false } })
        }
    }

    @Test("Messages that come in the same bytes as the answer to the upgrade are read without waiting for more")
    func greeting() async throws {
        let bench = try FeedBench(MemoryVenue.Script(greeting: ["snapshot", "live"]))
        try await bench.run { bench in
            let states = try await bench.states { $0.isLive }
            #expect(states == [.connecting, .syncing, .live])
        }
    }

    @Test("Messages that come byte by byte are read as they were said", arguments: [1, 3, 7])
    func pieces(batch: Int) async throws {
        let bench = try FeedBench(MemoryVenue.Script(greeting: ["snapshot", "live", "halted"]), batch: batch)
        try await bench.run { bench in
            let states = try await bench.states { $0 == .halted }
            #expect(states == [.connecting, .syncing, .live, .halted])
        }
    }

    @Test("A ping is answered with its payload")
    func ping() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.ping([1, 2, 3])
            bench.venue.ping([])
            try await eventually("the pongs") { bench.venue.heard.contains(.pong([])) }
            #expect(bench.venue.heard.contains(.pong([1, 2, 3])))
        }
    }

    @Test("A venue that closes is answered, named with its code and words, and connected to again")
    func close() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.say("snapshot live")
            _ = try await bench.states { $0.isLive }
            bench.venue.close(code: 1001, reason: "maintenance")
            let states = try await bench.states { $0.isDown }
            #expect(FeedBench.reason(states) == .closedByVenue("closed with code 1001: maintenance"))
            #expect(bench.venue.heard.contains(.close(1000, "")))
            try await eventually("the next connection") { bench.venue.attempts == 2 && bench.venue.isUpgraded }
            try await eventually("the subscription") { bench.venue.texts == ["subscribe", "subscribe"] }
        }
    }

    @Test("A close without code and a stream that just ends are told apart")
    func silentEnds() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.close(code: nil, reason: "")
            var states = try await bench.states { $0.isDown }
            #expect(FeedBench.reason(states) == .closedByVenue("closed with code none: no reason given"))
            try await eventually("the next connection") { bench.venue.attempts == 2 && bench.venue.isUpgraded }
            _ = bench.take()
            bench.venue.hangUp()
            states = try await bench.states { $0.isDown }
            #expect(FeedBench.reason(states) == .closedByVenue("the venue closed the connection without a word"))
        }
    }

    @Test("A venue that breaks the protocol is told so and left")
    func violation() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            // A frame with reserved bits set.
            bench.venue.send([0xF1, 0x00])
            let states = try await bench.states { $0.isDown }
            guard case .transport(let sentence)? = FeedBench.reason(states) else {
                Issue.record("\(states)")
                return
            }
            #expect(sentence.hasPrefix("The venue broke the WebSocket protocol: "))
            let isTold = bench.venue.heard.contains { if case .close(1002, _) = $0 { true } else { false } }
            #expect(isTold)
        }
    }

    @Test("A message that is not text is left out, with a line in the log")
    func binary() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.send([0x82, 0x01, 0x07])
            bench.venue.say("snapshot live")
            let states = try await bench.states { $0.isLive }
            #expect(states.last == .live)
            #expect(bench.log.messages.contains { $0.contains("binary message") })
        }
    }

    @Test("A flood of messages that are not text is two lines in the log")
    func binaryFlood() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            for _ in 0..<100 { bench.venue.send([0x82, 0x01, 0x07]) }
            bench.venue.say("oddity end")
            try await eventually("the count") { bench.log.messages.contains { $0.hasPrefix("100 binary messages") } }
            #expect(bench.log.messages.count { $0.contains("binary message") } == 2)
        }
    }

    @Test("A message of more than 4 MiB ends the connection with its first bytes")
    func tooLong() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.send([0x81, 0x7F, 0, 0, 0, 0, 0, 0x40, 0, 1])
            let states = try await bench.states { $0.isDown }
            guard case .transport(let sentence)? = FeedBench.reason(states) else {
                Issue.record("\(states)")
                return
            }
            #expect(sentence.hasPrefix("The venue broke the WebSocket protocol: "))
        }
    }

    @Test("What the session notes and what it gives up for is told")
    func sessionWords() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.say("oddity end")
            let states = try await bench.states { $0.isDown }
            #expect(FeedBench.reason(states) == .refused("it is over"))
            #expect(bench.log.messages.contains("oddity"))
        }
    }

    @Test("A command reaches the session, and a new connection can be asked for")
    func commands() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.say("snapshot live")
            _ = try await bench.states { $0.isLive }
            bench.task.send(.resync(.crossed))
            let states = try await bench.states { $0 == .resyncing(.crossed) }
            #expect(states == [.resyncing(.crossed)])
            bench.task.send(.reconnect)
            try await eventually("the next connection") { bench.venue.attempts == 2 && bench.venue.isUpgraded }
        }
    }

    @Test("A venue that never pauses does not hold the session's deadline up")
    func flood() async throws {
        let bench = try FeedBench()
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.rewrite { $0.flood = "change" }
            bench.venue.say("snapshot live soon")
            try await eventually("the deadline") { bench.log.messages.contains("deadline") }
            bench.venue.rewrite { $0.flood = nil }
        }
    }

    @Test("A mailbox that is full makes the feed fetch its book anew")
    func overflow() async throws {
        let bench = try FeedBench()
        var full = MarketBatch()
        for number in 0..<Mailbox.eventLimit {
            full.append(.heard(VenueID(slot: 0), at: MonotonicTime(nanoseconds: Int64(number))))
        }
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.say("snapshot live")
            _ = try await bench.states { $0.isLive }
            #expect(bench.mailbox.put(full))
            bench.venue.say("change")
            // The mailbox must not be emptied before the change was refused; the second answer comes after that.
            for number in UInt8(0)..<2 {
                bench.venue.ping([number])
                try await eventually("the pong") { bench.venue.heard.contains(.pong([number])) }
            }
            let states = try await bench.states { $0 == .resyncing(.overflow) }
            #expect(states.first == .resyncing(.overflow))
        }
    }

    @Test("A feed whose mailbox nobody empties goes on listening, and does not fill the memory")
    func overflowWithoutEnd() async throws {
        let bench = try FeedBench()
        var full = MarketBatch()
        for _ in 0..<Mailbox.eventLimit { full.append(.heard(VenueID(slot: 0), at: SteadyClock.now)) }
        try await bench.run { bench in
            try await eventually("the upgrade") { bench.venue.isUpgraded }
            bench.venue.say("snapshot live")
            _ = try await bench.states { $0.isLive }
            #expect(bench.mailbox.put(full))
            for number in UInt8(0)..<20 {
                bench.venue.say("change")
                bench.venue.ping([number])
                try await eventually("the pong") { bench.venue.heard.contains(.pong([number])) }
            }
            #expect(bench.take().count < Mailbox.eventLimit + 20)
        }
    }
}
