import Books
import TestKit
import Testing

@testable import Runtime

/// The process beside the console, as the machine that decides.
@Suite("The sentinel")
struct SentinelWatchTests {
    /// Tags that anybody can make.
    private struct Untagged: OrderTagging {
        func tag(_ digits: [UInt8]) -> UInt32 { 7 }
    }

    private static let start = MonotonicTime(nanoseconds: 1_000_000_000)

    private static func order(_ match: UInt64, at slot: Int = 0) -> SentinelOrder {
        let id = ClientOrderID(epoch: 1, match: match, leg: UInt8(slot), attempt: 0, side: .buy, tags: Untagged())
        return SentinelOrder(venue: VenueID(slot: slot), id: id)
    }

    /// A sentinel, the time, and all that it wanted.
    private struct Bench {
        var watch = SentinelWatch(at: SentinelWatchTests.start)
        var now = SentinelWatchTests.start
        var effects: [SentinelWatch.Effect] = []

        mutating func hear(_ input: SentinelWatch.Input) { watch.handle(input, at: now, into: &effects) }

        /// Lets time pass in steps of its deadlines.
        mutating func pass(_ span: TimeSpan) {
            let end = now + span
            while let deadline = watch.deadline, deadline <= end {
                now = max(now, deadline)
                hear(.deadlineReached)
            }
            now = end
        }

        var cancelled: [ClientOrderID] {
            effects.compactMap { if case .cancel(let question) = $0 { question.id } else { nil } }
        }

        var opened: [VenueID] {
            effects.flatMap { effect -> [VenueID] in
                if case .open(let venues) = effect { venues } else { [] }
            }
        }
    }

    @Test("As long as the console is heard nothing is done, and after its goodbye nothing ever is")
    func alive() {
        var bench = Bench()
        for _ in 0..<100 {
            bench.hear(.message(.alive([Self.order(1)])))
            bench.pass(.milliseconds(990))
        }
        #expect(bench.effects.isEmpty)
        bench.hear(.message(.goodbye))
        bench.hear(.closed)
        bench.pass(.seconds(100))
        #expect(bench.effects == [.end])
        #expect(bench.watch.hasEnded)
    }

    @Test("A second of silence cancels what stood by the last word, at the venues where it stood")
    func silence() {
        var bench = Bench()
        bench.hear(.message(.alive([Self.order(1), Self.order(2, at: 1)])))
        bench.hear(.message(.alive([Self.order(2, at: 1), Self.order(3, at: 1)])))
        bench.pass(.milliseconds(999))
        #expect(bench.effects.isEmpty)
        bench.pass(.milliseconds(1))
        #expect(bench.opened == [VenueID(slot: 1)])
        #expect(bench.cancelled == [Self.order(2, at: 1).id, Self.order(3, at: 1).id])
    }

    @Test("The end of the pipe without a goodbye cancels at once")
    func death() {
        var bench = Bench()
        bench.hear(.message(.alive([Self.order(1)])))
        bench.hear(.closed)
        #expect(bench.cancelled == [Self.order(1).id])
    }

    @Test("With nothing standing it ends at once, and says so")
    func nothing() {
        var bench = Bench()
        bench.hear(.message(.alive([])))
        bench.hear(.closed)
        #expect(bench.effects == [.tell("sentinel: the console is gone, 0 orders may stand"), .end])
    }

    @Test("It asks again every half a second until the venue has said of each that it has ended, then it ends")
    func repeats() {
        var bench = Bench()
        bench.hear(.message(.alive([Self.order(1), Self.order(2)])))
        bench.hear(.closed)
        bench.pass(.seconds(1))
        #expect(bench.cancelled.count == 6)
        bench.hear(.evidence(Self.order(1).id, .report(OrderReport(.cancelled, cumulative: .zero))))
        bench.hear(.evidence(Self.order(2).id, .report(OrderReport(.partial, cumulative: .zero))))
        #expect(!bench.watch.hasEnded)
        bench.pass(.milliseconds(500))
        #expect(bench.cancelled.count == 7)
        bench.hear(.evidence(Self.order(2).id, .report(OrderReport(.filled, cumulative: .zero))))
        #expect(bench.watch.hasEnded)
        #expect(bench.effects.last == .end)
    }

    @Test("That the venue does not know an order proves nothing while it may still be on its way")
    func inFlight() {
        var bench = Bench()
        bench.hear(.message(.alive([Self.order(1)])))
        bench.hear(.closed)
        let unknown = SentinelWatch.Input.evidence(
            Self.order(1).id,
            .cancelRejected(number: 1, OrderRefusal(.notFound, "-2011"))
        )
        bench.pass(.seconds(2))
        bench.hear(unknown)
        #expect(!bench.watch.hasEnded)
        bench.pass(.milliseconds(500))
        bench.hear(unknown)
        #expect(bench.watch.hasEnded)
    }

    @Test("A venue that never answers is asked for a minute, and what is left is said")
    func givesUp() throws {
        var bench = Bench()
        bench.hear(.message(.alive([Self.order(1)])))
        bench.hear(.closed)
        bench.pass(.seconds(59))
        #expect(!bench.watch.hasEnded)
        bench.pass(.seconds(2))
        #expect(bench.watch.hasEnded)
        let last = try #require(bench.effects.dropLast().last)
        #expect(
            last
                == .tell("sentinel: of 1 orders 1 are NOT known to have ended, after 60 s \(Self.order(1).id.text)")
        )
    }

    @Test("Messages read as they were written; other lines are none")
    func messages() {
        for message in [SentinelMessage.goodbye, .alive([]), .alive([Self.order(1), Self.order(2, at: 1)])] {
            #expect(message.line.last == UInt8(ascii: "\n"))
            #expect(SentinelMessage(message.line.dropLast()) == message)
        }
        for line in [
            "", "alive 9", "alive 0:7c0e", "alive  ", "goodbye 0:1", "hello", "alive 999:\(Self.order(1).id.text)",
        ] {
            #expect(SentinelMessage(Array(line.utf8)) == nil, "\(line)")
        }
    }
}
