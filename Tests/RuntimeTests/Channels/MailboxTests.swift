import Books
import Glibc
import Runtime
import Strategy
import Synchronization
import Testing
import Threads

/// The trader's inbox.
@Suite("The mailbox")
struct MailboxTests {
    private static func isReadable(_ wake: WakeDescriptor) -> Bool {
        var entry = pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, 0) == 1
    }

    private static func heard(_ number: Int, slot: Int = 0) -> MarketEvent {
        .heard(VenueID(slot: slot), at: MonotonicTime(nanoseconds: Int64(number)))
    }

    private static func state(_ state: FeedState, slot: Int = 0) -> MarketEvent {
        .state(VenueID(slot: slot), state, at: MonotonicTime(nanoseconds: 0))
    }

    private static func batch(_ events: [MarketEvent], levels: Int = 0) -> MarketBatch {
        var batch = MarketBatch()
        batch.levels = Array(repeating: PriceLevel(price: Price(units: 1), quantity: Quantity(units: 1)), count: levels)
        for event in events { batch.append(event) }
        return batch
    }

    private static func book(slot: Int = 0, levels: Range<Int> = 0..<0) -> MarketEvent {
        .book(
            BookUpdate(
                venue: VenueID(slot: slot),
                kind: .delta,
                sequence: 1,
                exchangeTime: nil,
                receiveTime: MonotonicTime(nanoseconds: 7),
                depth: nil,
                bids: levels,
                asks: levels.upperBound..<levels.upperBound
            )
        )
    }

    private static func take(_ mailbox: Mailbox) -> Mailbox.Contents {
        var contents = Mailbox.Contents()
        mailbox.take(into: &contents)
        return contents
    }

    @Test("Everything that was put in comes out once, in order, with its levels")
    func order() {
        let mailbox = Mailbox()
        #expect(mailbox.put(Self.batch([Self.heard(1), Self.book(levels: 0..<2)], levels: 2)))
        #expect(mailbox.put(Self.batch([Self.book(slot: 1, levels: 1..<3), Self.heard(2)], levels: 3)))
        mailbox.put(.stop)
        mailbox.put(.reconnect(VenueID(slot: 1)))
        let contents = Self.take(mailbox)
        #expect(
            contents.market.events == [
                Self.heard(1), Self.book(levels: 0..<2), Self.book(slot: 1, levels: 3..<5), Self.heard(2),
            ]
        )
        #expect(contents.market.levels.count == 5)
        #expect(contents.commands == [.stop, .reconnect(VenueID(slot: 1))])
        #expect(Self.take(mailbox).isEmpty)
    }

    @Test("Taking swaps the buffers, so that no memory is lost or made anew")
    func swap() {
        let mailbox = Mailbox()
        var contents = Mailbox.Contents()
        for round in 0..<6 {
            #expect(mailbox.put(Self.batch(Array(repeating: Self.heard(round), count: 1_000), levels: 500)))
            mailbox.take(into: &contents)
            #expect(contents.market.events.count == 1_000)
            if round >= 2 { #expect(contents.market.levels.capacity >= 500) }
            contents.removeAll()
            #expect(contents.market.levels.capacity >= 500)
        }
    }

    @Test("Only what finds the mailbox empty wakes the taker, and commands always do")
    func wakes() {
        let mailbox = Mailbox()
        #expect(!Self.isReadable(mailbox.wake))
        _ = mailbox.put(Self.batch([Self.heard(1)]))
        #expect(Self.isReadable(mailbox.wake))
        mailbox.wake.clear()
        _ = mailbox.put(Self.batch([Self.heard(2)]))
        #expect(!Self.isReadable(mailbox.wake))
        mailbox.put(.stop)
        #expect(Self.isReadable(mailbox.wake))
        mailbox.wake.clear()
        _ = Self.take(mailbox)
        _ = mailbox.put(Self.batch([Self.heard(3)]))
        #expect(Self.isReadable(mailbox.wake))
    }

    @Test("What does not fit is refused as a whole, by events and by levels", arguments: [true, false])
    func bounds(byEvents: Bool) {
        let mailbox = Mailbox()
        let full =
            byEvents
            ? Self.batch(Array(repeating: Self.heard(0), count: Mailbox.eventLimit))
            : Self.batch([Self.heard(0)], levels: Mailbox.levelLimit)
        #expect(mailbox.put(full))
        #expect(!mailbox.put(Self.batch([Self.book(levels: 0..<1)], levels: 1)))
        #expect(mailbox.put(Self.batch([Self.heard(1)], levels: 1)))
        let contents = Self.take(mailbox)
        #expect(contents.market.events.count == full.events.count + 1)
        #expect(contents.market.levels.count == full.levels.count)
        #expect(mailbox.put(Self.batch([Self.heard(1)], levels: 1)))
    }

    @Test("A refused batch leaves its states and listings, and says where changes are missing")
    func refusal() {
        let mailbox = Mailbox()
        _ = mailbox.put(Self.batch(Array(repeating: Self.heard(0), count: Mailbox.eventLimit)))
        let listing = MarketEvent.listing(
            VenueID(slot: 0),
            VenueListing(tick: Price(units: 1), lot: Quantity(units: 1), minimumNotional: .zero)
        )
        let refused = Self.batch([
            Self.heard(1), Self.state(.live), Self.book(), Self.book(), Self.heard(2), Self.book(), listing,
            Self.state(.halted), Self.state(.halted), Self.book(),
        ])
        #expect(!mailbox.put(refused))
        let hole = MarketEvent.state(VenueID(slot: 0), .resyncing(.overflow), at: MonotonicTime(nanoseconds: 7))
        let kept = Self.take(mailbox).market.events.dropFirst(Mailbox.eventLimit)
        #expect(Array(kept) == [Self.state(.live), hole, listing, Self.state(.halted), hole])
        mailbox.put(.stop)
        #expect(Self.take(mailbox).commands == [.stop])
    }

    @Test("However much is refused while nobody takes, the mailbox does not grow")
    func refusedWithoutEnd() {
        let mailbox = Mailbox()
        _ = mailbox.put(Self.batch(Array(repeating: Self.heard(0), count: Mailbox.eventLimit)))
        for _ in 0..<1_000 {
            for slot in 0..<3 {
                #expect(!mailbox.put(Self.batch([Self.heard(1, slot: slot), Self.book(slot: slot)])))
                #expect(mailbox.put(Self.batch([Self.state(.resyncing(.overflow), slot: slot)])))
                #expect(mailbox.put(Self.batch([Self.heard(1, slot: slot)])))
            }
        }
        #expect(Self.take(mailbox).market.events.count == Mailbox.eventLimit + 3)
    }

    @Test("A trader that takes from an overflowed mailbox never has a live book with a hole in it")
    func traderAfterOverflow() {
        let mailbox = Mailbox()
        let venue = VenueID(slot: 0)
        var snapshot = MarketBatch()
        snapshot.levels = [PriceLevel(price: Price(units: 5), quantity: Quantity(units: 1))]
        snapshot.append(
            .book(
                BookUpdate(
                    venue: venue,
                    kind: .snapshot,
                    sequence: 1,
                    exchangeTime: nil,
                    receiveTime: MonotonicTime(nanoseconds: 0),
                    depth: nil,
                    bids: 0..<1,
                    asks: 1..<1
                )
            )
        )
        snapshot.append(Self.state(.live))
        #expect(mailbox.put(snapshot))
        _ = mailbox.put(Self.batch(Array(repeating: Self.heard(0), count: Mailbox.eventLimit - 2)))
        #expect(!mailbox.put(Self.batch([Self.book(), Self.state(.stale), Self.state(.live)])))
        var trader = Trader(venueCount: 1, at: MonotonicTime(nanoseconds: 0))
        var effects: [TraderEffect] = []
        trader.handle(Self.take(mailbox).market, at: MonotonicTime(nanoseconds: 1), into: &effects)
        #expect(!trader.venues[0].state.isLive)
        #expect(trader.consumer.top(1, of: .bid).isEmpty)
        #expect(mailbox.put(Self.batch([Self.book()])))
        trader.handle(Self.take(mailbox).market, at: MonotonicTime(nanoseconds: 2), into: &effects)
        #expect(!trader.venues[0].state.isLive)
    }

    @Test("Threads that put at once lose nothing, and each one's events keep their order")
    func threads() async throws {
        let mailbox = Mailbox()
        let count = 3_000
        let done = Atomic(0)
        for slot in 0..<3 {
            DedicatedThread.start("writer.\(slot)") {
                for number in 0..<count { _ = mailbox.put(Self.batch([Self.heard(number, slot: slot)])) }
                mailbox.put(.reconnect(VenueID(slot: slot)))
                done.add(1, ordering: .releasing)
            }
        }
        var next = [0, 0, 0]
        var commands = 0
        var contents = Mailbox.Contents()
        try await eventually("all events") {
            mailbox.take(into: &contents)
            for case .heard(let venue, let time) in contents.market.events {
                #expect(time.nanoseconds == Int64(next[venue.slot]))
                next[venue.slot] += 1
            }
            commands += contents.commands.count
            contents.removeAll()
            return next == [count, count, count] && commands == 3
        }
        try await eventually("the writers") { done.load(ordering: .acquiring) == 3 }
    }
}
