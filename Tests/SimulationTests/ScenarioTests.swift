import Books
import Rehearsal
import Runtime
import Simulator
import Strategy
import Testing
import Venues

/// The twenty accidents of other systems, each as a story in virtual time: what went wrong there must go well here.
///
/// The first sixteen need an exchange, a network and a disk; the last show what of a process can be shown without one,
/// and name the tests that show the rest.
@Suite("Regression scenarios R01 to R20")
struct ScenarioTests {
    @Test(
        "R01 A request times out and the venue had accepted it: in doubt, found by asking, never sent again",
        arguments: 0..<2
    )
    func timeout(slot: Int) throws {
        let world = try World.trading(seed: 101)
        world.spoil(slot, .loseAnswer, times: 1)
        world.spoil(slot, .eventSilence)
        let id = try world.nextOrder(slot)
        world.pass(.milliseconds(2_050))
        #expect(world.phase(id) == .unknown)
        #expect(world.reserved(id) == world.judge.decided[id]?.quantity.units)
        #expect(world.console?.gate.isOpen(for: VenueID(slot: slot)) == false)
        world.pass(.seconds(1))
        #expect(world.phase(id)?.isClosed == true)
        #expect(world.judge.accepted[id] != nil)
        world.finish()
    }

    @Test("R02 The venue does not know the order yet because its queries lag: that ends nothing", arguments: 0..<2)
    func lag(slot: Int) throws {
        let world = try World.trading(seed: 102)
        world.spoil(slot, .loseAnswer, times: 1)
        world.spoil(slot, .eventSilence)
        world.spoil(slot, .queryLag(.seconds(2)))
        let id = try world.nextOrder(slot)
        world.pass(.milliseconds(2_400))
        #expect(world.phase(id) != .neverPlaced)
        world.pass(.seconds(17))
        #expect(world.judge.accepted[id] != nil)
        #expect(world.phase(id) != .neverPlaced)
        world.finish()
    }

    @Test(
        "R03 The link drops after placement and stays away: in doubt and reserved until the venue is back",
        arguments: 0..<2
    )
    func longOutage(slot: Int) throws {
        let world = try World.trading(seed: 103)
        world.spoil(slot, .cutAfter, times: 1)
        let id = try world.nextOrder(slot)
        world.run(until: world.now + .seconds(1)) { $0.judge.accepted[id] != nil }
        world.spoil(slot, .refuse)
        // Beyond every bound that the client knows; `HOURS=1` of the swarm shows the rest of an hour.
        world.pass(.seconds(240))
        #expect(world.phase(id) == .unknown)
        #expect(world.reserved(id) == world.judge.decided[id]?.quantity.units)
        world.finish()
        #expect(world.phase(id)?.isClosed == true)
        #expect(world.phase(id) != .neverPlaced)
    }

    @Test(
        "R04 The console ends with an order on its way while the strategy ticks: nothing new is decided or sent",
        arguments: [104, 204, 304] as [UInt64],
        0..<2
    )
    func end(seed: UInt64, slot: Int) throws {
        let world = try World.trading(seed: seed)
        // The venue takes its time, so that the end has to wait while the market goes on.
        world.spoil(slot, .orderDelay(.milliseconds(1_900)), for: .seconds(250))
        let before = Set(world.judge.sent.keys)
        world.run(until: world.now + .seconds(240)) { world in
            world.judge.sent.keys.contains { id in
                !before.contains(id) && world.judge.decided[id]?.venue.slot == slot
                    && world.phase(id)?.isClosed == false
            }
        }
        world.person.restsUntil = world.now + .seconds(36_000)
        let sent = world.judge.counts.sent
        world.press(.stop)
        world.pass(.milliseconds(300))
        try #require(world.console != nil, "the end had nothing to wait for")
        world.pass(.seconds(10))
        #expect(world.judge.counts.sent == sent)
        #expect(world.console == nil, "the console has not ended")
        #expect(world.judge.violations.isEmpty, "\(world.judge.violations)")
    }

    @Test(
        "R05 Neither answers nor queries for a minute, then the fill: in doubt all the time, and booked",
        arguments: 0..<2
    )
    func silence(slot: Int) throws {
        let world = try World.trading(seed: 105)
        world.spoil(slot, .loseAnswer, times: 1)
        world.spoil(slot, .eventSilence)
        let id = try world.nextOrder(slot)
        world.run(until: world.now + .seconds(1)) { $0.judge.accepted[id] != nil }
        world.spoil(slot, .refuse)
        for _ in 0..<58 {
            world.pass(.seconds(1))
            #expect(world.phase(id) == .unknown || world.phase(id) == .sent)
        }
        #expect(world.phase(id) == .unknown)
        world.finish()
        #expect(world.phase(id)?.isClosed == true && world.phase(id) != .neverPlaced)
    }

    @Test(
        "R06 A cancellation is never answered: nothing counts as cancelled before the venue says so",
        arguments: 0..<2
    )
    func cancellation(slot: Int) throws {
        let world = try World.trading(seed: 106)
        world.spoil(slot, .orderDelay(.milliseconds(1_800)))
        world.spoil(slot, .loseAnswer, times: 4)
        world.spoil(slot, .eventSilence)
        let id = try world.nextOrder(slot)
        world.press(.cancelAll)
        for _ in 0..<10 {
            world.pass(.milliseconds(150))
            #expect(world.phase(id) != .cancelled && world.phase(id) != .neverPlaced)
        }
        world.pass(.seconds(20))
        #expect(world.phase(id)?.isClosed == true)
        world.finish()
    }

    @Test("R07 The fill is never told: it is found in the trade history", arguments: 0..<2)
    func untoldFill(slot: Int) throws {
        let world = try World.trading(seed: 107)
        world.spoil(slot, .eventSilence)
        world.spoil(slot, .loseAnswer, times: 1)
        let id = try world.nextOrder(slot)
        world.pass(.seconds(6))
        let record = try #require(world.console?.trader.execution?.book.order(id)?.record)
        #expect(record.cumulative.units == world.judge.traded[id] ?? 0)
        #expect(record.missingFills == .zero)
        world.finish()
    }

    @Test("R08 Reports and fills of the same trade come over and over: each trade counts once", arguments: 0..<2)
    func doubled(slot: Int) throws {
        let world = try World.trading(seed: 108)
        world.spoil(slot, .eventDuplicate, for: .seconds(60))
        world.spoil(slot, .duplicateAnswer, for: .seconds(60))
        world.pass(.seconds(40))
        let id = try world.nextOrder(slot)
        world.pass(.seconds(3))
        #expect(world.console?.trader.execution?.book.order(id)?.record.filled.units == world.judge.traded[id] ?? 0)
        world.finish()
    }

    @Test("R09 What was said last comes first: the order of telling changes nothing", arguments: 0..<2)
    func reordered(slot: Int) throws {
        let world = try World.trading(seed: 209)
        world.spoil(slot, .eventReorder, for: .seconds(60))
        world.pass(.seconds(40))
        let id = try world.nextOrder(slot)
        world.pass(.seconds(20))
        #expect(world.console?.trader.execution?.book.order(id)?.record.cumulative.units == world.judge.traded[id] ?? 0)
        world.finish()
    }

    @Test(
        "R10 An answer that says nothing of life is no life: in doubt to the fence, then proved absent",
        arguments: 0..<2
    )
    func unsure(slot: Int) throws {
        let world = try World.trading(seed: 110)
        world.spoil(slot, .orderTimeout(.absent), times: 1)
        let id = try world.nextOrder(slot)
        world.pass(.milliseconds(1_000))
        #expect(world.phase(id) == .unknown || world.phase(id) == .sent)
        world.pass(.seconds(20))
        #expect(world.phase(id) == .neverPlaced)
        #expect(world.judge.accepted[id] == nil)
        world.finish()
    }

    @Test("R11 While the account's link is away nothing is decided for the venue", arguments: 0..<2)
    func linkAway(slot: Int) throws {
        let world = try World.trading(seed: 111)
        world.sites[slot].refusesUntil = world.now + .seconds(30)
        if let connection = world.console?.lines[LineID.orders(slot).place].connection {
            world.agenda.add(
                .delivery(world.generation, .orders(slot), connection, .closed("reset")),
                at: world.now
            )
        }
        world.pass(.milliseconds(10))
        let before = world.judge.decided.values.count { $0.venue.slot == slot }
        world.pass(.seconds(25))
        #expect(world.console?.trader.venues[slot].state.isLive == true)
        #expect(world.judge.decided.values.count { $0.venue.slot == slot } == before)
        world.pass(.seconds(20))
        world.finish()
    }

    @Test("R12 An order that nobody acknowledges is not forgotten: in doubt beyond ten seconds, then proved absent")
    func unacknowledged() throws {
        let world = try World.trading(seed: 112)
        world.spoil(0, .dropRequest, times: 1)
        let id = try world.nextOrder(0)
        world.pass(.seconds(11))
        #expect(world.phase(id) == .unknown)
        #expect(world.reserved(id) == world.judge.decided[id]?.quantity.units)
        world.pass(.seconds(9))
        #expect(world.phase(id) == .neverPlaced)
        world.finish()
    }

    @Test("R13 One leg's bytes break off: the other leg is followed to its end all the same")
    func brokenLeg() throws {
        let world = try World.trading(seed: 113)
        world.plan[.cutSend] = 2
        world.pass(.seconds(90))
        world.plan[.cutSend] = 0
        world.finish()
        let parents = world.console?.trader.execution?.book.parents ?? []
        #expect(parents.allSatisfy { $0.endedAt != nil })
        for child in parents.flatMap(\.children) where world.judge.accepted[child.request.id] != nil {
            #expect(child.record.cumulative.units == world.judge.traded[child.request.id] ?? 0)
        }
    }

    @Test("R14 It trades between the question and the cancellation: what traded counts", arguments: 0..<2)
    func fillBeforeCancel(slot: Int) throws {
        let world = try World.trading(seed: 114)
        world.spoil(slot, .orderDelay(.milliseconds(900)))
        let id = try world.nextOrder(slot)
        world.press(.cancelAll)
        world.pass(.seconds(8))
        #expect(world.phase(id)?.isClosed == true)
        #expect(world.console?.trader.execution?.book.order(id)?.record.filled.units == world.judge.traded[id] ?? 0)
        world.finish()
    }

    @Test("R15 A venue takes a name again once its order has ended: no name is ever used twice", arguments: 0..<2)
    func names(slot: Int) throws {
        let world = try World.trading(seed: 115)
        world.spoil(slot, .orderTimeout(.placed), for: .seconds(60))
        world.pass(.seconds(60))
        world.finish()
        #expect(world.judge.accepted.count == world.sites.reduce(0) { $0 + $1.exchange.orderCount })
    }

    @Test("R16 Requests are lost and answers are lost: none is made twice, and numbers of the key rise over a crash")
    func noRetries() throws {
        let world = try World.trading(seed: 116)
        world.plan[.loseRequest] = 3
        world.plan[.loseReply] = 3
        for _ in 0..<3 {
            world.pass(.seconds(15))
            world.crash()
            world.pass(.seconds(15))
        }
        world.finish()
        #expect(!world.trace.lines.contains { $0.contains("Invalid nonce") })
    }

    @Test("R17 What was not sent when the connection broke is not sent when it is back", arguments: 0..<2)
    func noReplay(slot: Int) throws {
        let world = try World.trading(seed: 117)
        let unsent = { (world: World) in
            world.judge.decided.filter { $0.value.venue.slot == slot && world.judge.sent[$0.key] == nil }.map(\.key)
        }
        world.run(until: world.now + .seconds(240)) { !unsent($0).isEmpty }
        let waiting = unsent(world)
        try #require(!waiting.isEmpty)
        for line in [LineID.orders(0), .orders(1)] {
            guard let connection = world.console?.lines[line.place].connection else { continue }
            world.deliver(.closed("reset"), connection, line)
        }
        world.pass(.seconds(30))
        for id in waiting {
            #expect(world.judge.sent[id] == nil)
            #expect(world.phase(id) == .neverPlaced)
        }
        // Nor before the next order there.
        let sent = { (world: World) in world.judge.sent.keys.count { world.judge.decided[$0]?.venue.slot == slot } }
        let before = sent(world)
        world.run(until: world.now + .seconds(240)) { sent($0) > before }
        #expect(sent(world) > before)
        for id in waiting { #expect(world.judge.sent[id] == nil) }
        world.finish()
    }

    @Test("R18 A match is never filled beyond what was to be executed, and its count comes from its orders")
    func parent() throws {
        let world = try World.trading(seed: 118)
        world.spoil(0, .eventReorder, for: .seconds(60))
        world.spoil(1, .eventDuplicate, for: .seconds(60))
        world.pass(.seconds(60))
        world.finish()
        for parent in world.console?.trader.execution?.book.parents ?? [] {
            let traded = parent.children.reduce(0) { $0 + (world.judge.traded[$1.request.id] ?? 0) }
            #expect(traded <= parent.quantity.units)
            #expect(parent.account.filled.units == traded)
        }
    }

    /// That the whole program goes on while its terminal stands still is `Tests/SystemTests` and `Tests/TerminalTests`.
    @Test("R19 Nobody looks: trading does not wait for a picture")
    func unseen() throws {
        let world = try World.trading(seed: 119)
        let before = world.judge.counts.sent
        // No view is ever made in this world.
        world.pass(.seconds(120))
        #expect(world.judge.counts.sent > before)
        world.finish()
    }

    /// What Ctrl-Z does to the process is `Tests/TerminalTests`; here the trader's thread stands still and comes back.
    @Test("R20 The console stands still and comes back: no order by a market that is gone")
    func standstill() throws {
        let world = try World.trading(seed: 120)
        for _ in 0..<5 {
            world.traderStalledUntil = world.now + .seconds(8)
            world.deadlines[0] = world.traderStalledUntil
            let before = world.judge.counts.decided
            world.pass(.milliseconds(7_990))
            #expect(world.judge.counts.decided == before)
            world.pass(.seconds(5))
        }
        world.finish()
    }
}
