import Books
import TestKit
import Testing
import Venues

/// Two connections seen as one feed: what is published, and what the connections are told.
@Suite("The connections of a feed")
struct FeedLinksTests {
    private static let first = LinkID(slot: 0)
    private static let second = LinkID(slot: 1)
    private static let later = MonotonicTime(nanoseconds: 6_000_000_000_000)

    /// Two connections that are live after change number 100.
    private static func numbered() -> LinksBench {
        var bench = LinksBench(.range, count: 2)
        bench.say(first) {
            $0.book(0, .snapshot, 100, bids: [(10, 1)], asks: [(11, 1)]); $0.state(0, .live)
        }
        bench.say(second) {
            $0.book(0, .snapshot, 100, bids: [(10, 1)], asks: [(11, 1)]); $0.state(0, .live)
        }
        return bench
    }

    @Test("Each change is published once, by the connection that is first")
    func firstWins() {
        var bench = Self.numbered()
        #expect(bench.published == [100])
        bench.say(Self.second) { $0.book(0, .delta, 103, bids: [(10, 2)]) }
        bench.say(Self.first) { $0.book(0, .delta, 102, bids: [(10, 7)]) }
        bench.say(Self.first) { $0.book(0, .delta, 105, bids: [(10, 3)]) }
        bench.say(Self.second) { $0.book(0, .delta, 105, bids: [(10, 3)]) }
        #expect(bench.published == [100, 103, 105])
        #expect(bench.judge.violations.isEmpty)
        #expect(bench.judge.state == .live)
    }

    @Test("A connection may fall silent, break and come back without a moment in which the venue is not live")
    func covered() {
        var bench = Self.numbered()
        for state in [
            FeedState.stale, .down(.closedByVenue("x"), attempt: 1, retryAt: Self.later), .connecting, .syncing,
        ] {
            bench.say(Self.first) { $0.state(0, state) }
            bench.say(Self.second) { $0.book(0, .delta, 110, bids: [(10, 2)]) }
            #expect(bench.judge.state == .live)
        }
        bench.say(Self.first) {
            $0.book(0, .snapshot, 105, bids: [(9, 9)], asks: [(11, 1)]); $0.state(0, .live)
        }
        bench.say(Self.first) { $0.book(0, .delta, 111, bids: [(10, 4)]) }
        #expect(bench.published == [100, 110, 111])
        #expect(bench.stated == [.live])
    }

    @Test("The venue is what its best connection is, and loses its book only with the last one")
    func bestState() {
        var bench = Self.numbered()
        let down = FeedState.down(.closedByVenue("x"), attempt: 1, retryAt: Self.later)
        bench.say(Self.first) { $0.state(0, .resyncing(.checksum)) }
        #expect(bench.judge.state == .live)
        bench.say(Self.second) { $0.state(0, down) }
        #expect(bench.judge.state == .resyncing(.checksum))
        bench.say(Self.second) { $0.state(0, .connecting) }
        #expect(bench.judge.state == .resyncing(.checksum))
        bench.say(Self.first) { $0.state(0, down) }
        #expect(bench.judge.state == .connecting)
        bench.say(Self.second) {
            $0.book(0, .snapshot, 50, bids: [(8, 1)], asks: [(12, 1)]); $0.state(0, .live)
        }
        #expect(bench.judge.state == .live)
        #expect(bench.published == [100, 50])
    }

    @Test("A halt that one connection tells is the venue's")
    func halted() {
        var bench = Self.numbered()
        bench.say(Self.second) { $0.state(0, .halted) }
        #expect(bench.judge.state == .halted)
        bench.say(Self.second) { $0.state(0, .resyncing(.requested)) }
        #expect(bench.judge.state == .live)
    }

    @Test("What the trader rejects is fetched anew over both, and a late change of the old book is not published")
    func rejected() {
        var bench = Self.numbered()
        bench.command(.resync(.crossed))
        #expect(bench.judge.state == .resyncing(.crossed))
        #expect(bench.acts == [.resync(Self.first, .crossed), .resync(Self.second, .crossed)])
        bench.say(Self.first) { $0.book(0, .delta, 101, bids: [(10, 2)]) }
        #expect(bench.published == [100])
        bench.say(Self.first) { $0.state(0, .resyncing(.crossed)) }
        bench.say(Self.first) {
            $0.book(0, .snapshot, 102, bids: [(10, 2)], asks: [(11, 1)]); $0.state(0, .live)
        }
        #expect(bench.published == [100, 102])
        #expect(bench.judge.state == .live)
    }

    @Test("A connection that is about to end is relieved by another before it goes, and the venue stays live")
    func relief() {
        var bench = LinksBench(.range, count: 1)
        #expect(bench.acts == [.start(Self.first)])
        bench.say(Self.first) {
            $0.book(0, .snapshot, 100, bids: [(10, 1)], asks: [(11, 1)]); $0.state(0, .live)
        }
        bench.end(Self.first)
        #expect(bench.acts.first == .start(Self.second))
        bench.say(Self.second) { $0.state(0, .syncing) }
        bench.say(Self.first) { $0.book(0, .delta, 101, bids: [(10, 2)]) }
        bench.say(Self.second) {
            $0.book(0, .snapshot, 101, bids: [(10, 2)], asks: [(11, 1)]); $0.state(0, .live)
        }
        #expect(bench.acts == [.retire(Self.first)])
        bench.say(Self.first) { $0.state(0, .down(.closedByVenue("late"), attempt: 1, retryAt: Self.later)) }
        bench.say(Self.second) { $0.book(0, .delta, 102, bids: [(10, 3)]) }
        #expect(bench.published == [100, 101, 102])
        #expect(bench.stated == [.live])
    }

    @Test("Where both are about to end, one is renewed while the other one holds out, then the other")
    func bothEnd() {
        var bench = Self.numbered()
        bench.end(Self.first)
        #expect(bench.acts.contains(.renew(Self.first)))
        bench.end(Self.second)
        #expect(!bench.acts.contains(.renew(Self.second)))
        bench.say(Self.first) { $0.state(0, .syncing) }
        bench.say(Self.first) {
            $0.book(0, .snapshot, 101, bids: [(10, 2)], asks: [(11, 1)]); $0.state(0, .live)
        }
        #expect(bench.acts.contains(.renew(Self.second)))
        #expect(bench.stated == [.live])
    }

    // MARK: - By checksums

    /// Two connections whose books were proved to be the same one at second 100.
    private static func proved() -> LinksBench {
        var bench = LinksBench(.checksum, count: 2)
        for link in LinkID.all {
            bench.say(link) { batch in
                batch.book(0, .snapshot, 1, bids: [(10, 1)], asks: [(11, 1)], exchangeTime: Self.at(100))
                batch.state(0, .live)
            }
        }
        #expect(bench.kinds == [.snapshot])
        return bench
    }

    @Test("Without numbers the engine's time decides, and a connection in step publishes changes as they stand")
    func times() {
        var bench = Self.proved()
        bench.say(Self.first) { $0.book(0, .delta, 2, bids: [(10, 2)], exchangeTime: Self.at(101)) }
        bench.say(Self.second) { $0.book(0, .delta, 2, bids: [(10, 2)], exchangeTime: Self.at(101)) }
        bench.say(Self.second) { $0.book(0, .delta, 3, bids: [(10, 3)], exchangeTime: Self.at(102)) }
        bench.say(Self.first) { $0.book(0, .delta, 3, bids: [(10, 3)], exchangeTime: Self.at(102)) }
        #expect(bench.kinds == [.snapshot, .delta, .delta])
        #expect(bench.judge.book.bids.best?.quantity.units == 3)
    }

    @Test("A connection that is not in step publishes its whole book, so that no change is applied to another's")
    func wholeBook() {
        var bench = Self.proved()
        // The first connection runs ahead; the second one has another sum of changes on its way.
        bench.say(Self.first) { $0.book(0, .delta, 2, bids: [(9, 5)], exchangeTime: Self.at(101)) }
        bench.say(Self.first) { $0.state(0, .down(.closedByVenue("x"), attempt: 1, retryAt: Self.later)) }
        #expect(bench.judge.state == .live)
        bench.say(Self.second) { $0.book(0, .delta, 2, bids: [(9, 5), (8, 1)], exchangeTime: Self.at(102)) }
        #expect(bench.kinds == [.snapshot, .delta, .snapshot])
        #expect(bench.judge.book.bids.top(5).map(\.price.units) == [10, 9, 8])
        bench.say(Self.second) { $0.book(0, .delta, 3, bids: [(8, 0)], exchangeTime: Self.at(103)) }
        #expect(bench.kinds.last == .delta)
        #expect(bench.judge.violations.isEmpty)
    }

    @Test("A time that leapt forward stops nothing for longer than a second")
    func leap() {
        var bench = Self.proved()
        bench.say(Self.first) { $0.book(0, .delta, 2, bids: [(10, 2)], exchangeTime: Self.at(9_999)) }
        bench.say(Self.first) { $0.state(0, .resyncing(.unreadable)) }
        bench.say(Self.second) { $0.book(0, .delta, 2, bids: [(10, 3)], exchangeTime: Self.at(101)) }
        bench.now = bench.now + .milliseconds(1_001)
        bench.say(Self.second) { $0.book(0, .delta, 3, bids: [(10, 4)], exchangeTime: Self.at(102)) }
        #expect(bench.acts == [.resync(Self.second, .requested)])
        #expect(bench.judge.state == .resyncing(.requested))
    }

    // MARK: - The rest

    @Test("Tops and trades are told once, listings when they change, timing by the connection that leads")
    func theRest() {
        var bench = Self.numbered()
        let before = bench.others
        for link in LinkID.all {
            bench.say(link) { $0.top(0, 105, bid: 10, ask: 11) }
        }
        #expect(bench.others == before + 1)
    }

    private static func at(_ seconds: Int64) -> WallTime {
        WallTime(nanoseconds: seconds * 1_000_000_000)
    }
}
