import Books
import TestKit
import Testing
import Venues

/// What a connection is watched for beside silence: lateness, wrong books, unreadable messages, age, limits.
@Suite("The feed's machine: what it watches")
struct FeedWatchTests {
    private static func binance() throws -> MachineBench<BinanceSession> {
        var bench = MachineBench(try BinanceBench.session())
        bench.open()
        bench.answer("/api/v3/exchangeInfo", BinanceBench.exchangeInfo())
        bench.receive(BinanceBench.depth(95, 99))
        bench.answer("/api/v3/depth", BinanceBench.snapshot(100))
        #expect(bench.judge.state == .live)
        return bench
    }

    private static func scripted() throws -> MachineBench<ScriptedSession> {
        var bench = MachineBench(try #require(ScriptedSession()))
        bench.open()
        bench.receive("snapshot live")
        return bench
    }

    @Test("A quiet venue is asked for a sign of life at half its bound, and stays live while it answers")
    func heartbeats() throws {
        var bench = try Self.scripted()
        for _ in 0..<100 {
            bench.pass(.seconds(1))
            #expect(bench.effects.acts == [.ping(bench.ping)])
            bench.pass(.milliseconds(300))
            bench.answerPing()
            #expect(bench.judge.state == .live)
            bench.pass(.milliseconds(700))
            bench.handle(.deadlineReached)
            bench.answerPing()
        }
    }

    @Test("Messages that come late one after the other are signs of life, and do not keep the book live")
    func lateMessages() throws {
        var bench = try Self.scripted()
        for _ in 0..<20 {
            bench.pass(.milliseconds(900))
            bench.receive("change")
        }
        #expect(bench.judge.state == .stale)
        // The answer says only that the book was current when it was asked for: too long ago.
        bench.answerPing()
        #expect(bench.judge.state == .stale)
        bench.handle(.deadlineReached)
        bench.pass(.milliseconds(200))
        bench.answerPing()
        #expect(bench.judge.state == .live)
    }

    @Test("A pong that answers no ping of this connection proves nothing")
    func foreignPong() throws {
        var bench = try Self.scripted()
        for number in UInt64(100)..<120 {
            bench.pass(.milliseconds(500))
            bench.handle(.answered(number))
        }
        #expect(bench.judge.state == .stale)
    }

    @Test("Fresh stamps keep a book live without a ping, once the venue's clock is known")
    func freshStamps() throws {
        var bench = try Self.binance()
        var stamp: Int64 = 1_723_161_255_308
        bench.measureClock(venueMilliseconds: stamp)
        for number in UInt64(101)...150 {
            bench.pass(.milliseconds(500))
            stamp += 500
            bench.receive(BinanceBench.depth(number, number, stamp: stamp))
            #expect(bench.judge.state == .live)
            #expect(!bench.effects.acts.contains { if case .ping = $0 { true } else { false } })
        }
        #expect(bench.ping == 0)
    }

    @Test("Depth that does not follow the stated tops makes the book late, until it does")
    func topsAhead() throws {
        var bench = try Self.binance()
        let top = #"{"u":150,"s":"ETHUSDT","b":"10.00","B":"1.0","a":"11.00","A":"2.0"}"#
        bench.receive(top)
        bench.pass(.milliseconds(749))
        #expect(bench.judge.state == .live)
        bench.pass(.milliseconds(1))
        #expect(bench.judge.state == .lagging(.milliseconds(750)))
        bench.receive(BinanceBench.depth(101, 120))
        #expect(!bench.judge.state.isLive)
        bench.receive(BinanceBench.depth(121, 150))
        #expect(bench.judge.state == .live)
    }

    @Test("A change whose stamp is three quarters of a second old makes the book late, a fresh one ends that")
    func lateStamp() throws {
        var bench = try Self.binance()
        // The messages of the bench are stamped with this time.
        let stamp: Int64 = 1_723_161_255_308
        bench.measureClock(venueMilliseconds: stamp)
        bench.receive(BinanceBench.depth(101, 101))
        #expect(bench.judge.state == .live)
        bench.pass(.milliseconds(700))
        bench.receive(BinanceBench.depth(102, 102))
        #expect(bench.judge.state == .live)
        bench.pass(.milliseconds(100))
        bench.receive(BinanceBench.depth(103, 103))
        guard case .lagging(let lag) = bench.judge.state else {
            Issue.record("\(bench.judge.state)")
            return
        }
        #expect(lag >= .milliseconds(750) && lag <= .milliseconds(801))
        // The suspicion that the clock was stepped is followed up within a second, and proves right here.
        bench.pass(.milliseconds(300))
        bench.measureClock(venueMilliseconds: stamp)
        bench.receive(BinanceBench.depth(104, 104))
        #expect(bench.judge.state == .live)
    }

    @Test("Delays are told about once a second, and are within the error of nothing for a message that took no time")
    func timing() throws {
        var bench = try Self.binance()
        bench.measureClock(venueMilliseconds: 1_723_161_255_308)
        bench.receive(BinanceBench.depth(101, 101))
        let timing = try #require(bench.timing)
        let median = try #require(timing.median)
        #expect(abs(median.nanoseconds) <= timing.clock.error.nanoseconds)
        bench.receive(BinanceBench.depth(102, 102))
        #expect(bench.timing == nil)
        bench.pass(.milliseconds(600))
        bench.receive(BinanceBench.depth(103, 103))
        bench.pass(.milliseconds(400))
        bench.receive(BinanceBench.depth(104, 104))
        #expect(try #require(bench.timing?.percentile99) >= .milliseconds(599))
    }

    @Test("A book that is wrong three times in a minute is not trusted for a minute, and the venue is left alone")
    func distrusted() throws {
        var bench = try Self.scripted()
        for _ in 0..<2 {
            bench.handle(.command(.resync(.crossed)))
            bench.receive("snapshot live")
            bench.pass(.milliseconds(900))
        }
        bench.handle(.command(.resync(.topMismatch)))
        let until = bench.now + .seconds(60)
        #expect(bench.judge.state == .distrusted(.topMismatch, until: until))
        #expect(bench.effects.acts == [.close])
        #expect(bench.machine.deadline == until)
        bench.pass(.seconds(60))
        #expect(bench.judge.state == .connecting)
    }

    @Test("Faults that lie further apart, and gaps however many, cost no trust")
    func trusted() throws {
        var bench = try Self.scripted()
        for _ in 0..<10 {
            bench.handle(.command(.resync(.checksum)))
            bench.receive("snapshot live")
            for _ in 0..<31 {
                bench.pass(.milliseconds(1_000))
                bench.answerPing()
                bench.receive("gap snapshot live")
            }
            #expect(bench.judge.state == .live)
        }
    }

    @Test("Three unreadable messages within ten seconds end the connection")
    func unreadable() throws {
        var bench = try Self.binance()
        bench.receive("{")
        bench.receive("[")
        #expect(bench.judge.state == .resyncing(.unreadable))
        bench.receive("{")
        guard case .down(.unreadable, attempt: 1, _) = bench.judge.state else {
            Issue.record("\(bench.judge.state)")
            return
        }
    }

    @Test("A connection that is 23 hours old asks to be replaced, once, and stays live")
    func age() throws {
        var bench = try Self.binance()
        bench.skip(.seconds(23 * 3_600 - 10))
        bench.pass(.seconds(1))
        #expect(bench.endings == 0)
        for _ in 0..<700 {
            bench.skip(.milliseconds(400))
            bench.pass(.milliseconds(600))
        }
        #expect(bench.endings == 1)
        bench.answerPing()
        #expect(bench.judge.state == .live)
    }

    @Test("An attempt keeps to the venue's word when to come again, to a ban, and to the pause after maintenance")
    func pauses() throws {
        var bench = MachineBench(try BinanceBench.session())
        bench.handle(.started)
        bench.handle(.failed(TransportError(.http, "Refused.", retryAfter: .seconds(40))))
        #expect(try #require(bench.retryAt) >= bench.now + .seconds(40))
        bench = try Self.binance()
        var limits = VenueLimits()
        limits.bannedUntil = bench.now + .seconds(90)
        bench.handle(.limits(limits))
        bench.handle(.failed(TransportError(.broken, "It broke.")))
        #expect(bench.retryAt == limits.bannedUntil)
        bench.handle(.command(.reconnect))
        #expect(bench.retryAt == limits.bannedUntil)
        var kraken = MachineBench(try KrakenBench.session())
        kraken.open()
        kraken.receive(KrakenBench.status("maintenance"))
        kraken.handle(.closedByVenue("service restart"))
        #expect(try #require(kraken.retryAt) >= kraken.now + .seconds(5))
    }

    @Test(
        "A refused upgrade that forbids attempts is kept, whoever asks, and the other connections are told",
        arguments: [(418, 600, 600), (429, 600, 600), (403, 90, 90), (418, nil, 120), (429, nil, 10)]
            as [(Int, Int64?, Int64)]
    )
    func refusedUpgrade(status: Int, stated: Int64?, pause: Int64) throws {
        var bench = MachineBench(try BinanceBench.session())
        bench.handle(.started)
        let wait = stated.map { TimeSpan.seconds($0) }
        bench.handle(.failed(TransportError(.http, "Refused.", retryAfter: wait, status: status)))
        let end = bench.now + .seconds(pause)
        #expect(bench.machine.limits.bannedUntil == end)
        #expect(try #require(bench.retryAt) >= end)
        bench.handle(.command(.reconnect))
        #expect(bench.retryAt == end)
        bench.pass(.seconds(pause - 1))
        bench.handle(.command(.reconnect))
        #expect(bench.attempts.count == 1)
        bench.pass(.seconds(1))
        #expect(bench.attempts.count == 2)
    }

    @Test("A venue under maintenance bans nobody: a person may try it again at once")
    func maintenance() throws {
        var bench = MachineBench(try BinanceBench.session())
        bench.handle(.started)
        bench.handle(.failed(TransportError(.http, "Refused.", retryAfter: .seconds(40), status: 503)))
        #expect(try #require(bench.retryAt) >= bench.now + .seconds(40))
        bench.handle(.command(.reconnect))
        #expect(bench.attempts.count == 2)
    }

    @Test("A connection that waits for its next attempt keeps to a ban that another one was told of")
    func foreignBan() throws {
        var bench = MachineBench(try BinanceBench.session())
        bench.handle(.started)
        bench.handle(.failed(TransportError(.broken, "It broke.")))
        var limits = VenueLimits()
        limits.bannedUntil = bench.now + .seconds(90)
        bench.handle(.limits(limits))
        bench.pass(.seconds(89))
        #expect(bench.attempts.count == 1 && bench.retryAt == limits.bannedUntil)
        bench.pass(.seconds(1))
        #expect(bench.attempts.count == 2)
    }

    @Test("A number that leapt forward does not let the book stand still as if it were live")
    func leap() throws {
        var bench = try Self.binance()
        bench.receive(BinanceBench.depth(101, 900_000_000))
        for number in UInt64(102)...121 { bench.receive(BinanceBench.depth(number, number)) }
        guard case .resyncing(.gap) = bench.judge.state else {
            Issue.record("\(bench.judge.state)")
            return
        }
    }

    @Test("While the venue wants no requests, the wait for the book is told with its end")
    func barred() throws {
        var bench = MachineBench(try BinanceBench.session())
        bench.open()
        bench.answer("/api/v3/exchangeInfo", BinanceBench.exchangeInfo())
        bench.receive(BinanceBench.depth(95, 99))
        let headers = [HTTPHeader("Retry-After", "30")]
        bench.answer("/api/v3/depth", "{}", status: 418, headers: headers)
        #expect(bench.judge.state == .barred(until: bench.now + .seconds(30)))
        #expect(bench.machine.limits.bannedUntil == bench.now + .seconds(30))
        var number: UInt64 = 100
        while bench.requests.isEmpty, number < 200 {
            bench.receive(BinanceBench.depth(number, number))
            if bench.requests.isEmpty {
                bench.pass(.milliseconds(500))
                bench.handle(.deadlineReached)
                bench.answerPing()
            }
            number += 1
        }
        #expect(bench.judge.state == .syncing)
        bench.answer("/api/v3/depth", BinanceBench.snapshot(number - 1))
        #expect(bench.judge.state == .live)
    }
}
