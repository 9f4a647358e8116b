import Books
import Runtime
import Simulator
import Strategy
import Testing
import Venues

/// Situations in which a promise could be broken that no seed is sure to come to: each as a story in virtual time.
@Suite("Promises in situations of their own")
struct PromiseTests {
    @Test("P01 After a kill the key that lets matches go changes nothing: a kill is cleared by itself alone")
    func killThenRun() throws {
        let world = try World.trading(seed: 401)
        world.person.restsUntil = world.now + .seconds(36_000)
        world.press(.kill(.person))
        world.pass(.seconds(2))
        let sent = world.judge.counts.sent
        world.press(.run(nil))
        world.pass(.seconds(10))
        #expect(world.console?.trader.execution?.mode.isKilled == true)
        #expect(world.judge.counts.sent == sent)
        world.press(.rearm)
        world.pass(.milliseconds(1))
        #expect(world.console?.trader.execution?.mode.isKilled == false)
        world.finish()
    }

    @Test("P02 A kill over an order in doubt is neither confirmed nor cleared before that is proved", arguments: 0..<2)
    func killInDoubt(slot: Int) throws {
        let world = try World.trading(seed: 402)
        world.spoil(slot, .dropRequest, times: 1)
        let id = try world.nextOrder(slot)
        world.press(.kill(.person))
        world.pass(.milliseconds(2_100))
        try #require(world.phase(id)?.isClosed == false)
        world.press(.rearm)
        world.pass(.milliseconds(200))
        try #require(world.phase(id)?.isClosed == false)
        #expect(world.console?.trader.execution?.mode.isKilled == true)
        #expect(world.console?.trader.execution?.kill[slot].confirmedAt == nil)
        // Kraken's smallest budget of questions falls by one in three seconds.
        world.run(until: world.now + .seconds(45)) { $0.console?.trader.execution?.kill[slot].confirmedAt != nil }
        #expect(world.phase(id)?.isClosed == true)
        world.press(.rearm)
        world.pass(.milliseconds(1))
        #expect(world.console?.trader.execution?.mode.isKilled == false)
        world.finish()
    }

    @Test("P03 A venue that a person has closed is given nothing, and the other one is", arguments: 0..<2)
    func closedVenue(slot: Int) throws {
        let world = try World.trading(seed: 403)
        world.person.restsUntil = world.now + .seconds(36_000)
        world.press(.gate(VenueID(slot: slot), .cancelOnly))
        world.pass(.milliseconds(1))
        let before = [0, 1].map { slot in world.judge.decided.values.count { $0.venue.slot == slot } }
        world.pass(.seconds(60))
        let after = [0, 1].map { slot in world.judge.decided.values.count { $0.venue.slot == slot } }
        #expect(after[slot] == before[slot])
        #expect(after[1 - slot] > before[1 - slot])
        world.finish()
    }

    @Test("P04 The disk takes three seconds: an order whose time has passed meanwhile is not sent", arguments: 0..<2)
    func slowDisk(slot: Int) throws {
        let world = try World.trading(seed: 404)
        world.diskDelay = .seconds(3)
        let before = Set(world.judge.decided.keys)
        let isNew = { (world: World) -> ClientOrderID? in
            world.judge.decided.keys.first {
                !before.contains($0) && world.judge.decided[$0]?.venue.slot == slot
            }
        }
        world.run(until: world.now + .seconds(240)) { isNew($0) != nil }
        let id = try #require(isNew(world), "nothing was decided for venue \(slot)")
        world.pass(.seconds(6))
        #expect(world.judge.sent[id] == nil)
        #expect(world.phase(id) == .neverPlaced)
        world.diskDelay = .zero
        world.finish()
    }

    @Test("P05 Binance asks for a pause while an order is in doubt: it is asked for nothing until that is over")
    func pause() throws {
        let world = try World.trading(seed: 405)
        world.spoil(0, .loseAnswer, times: 1)
        world.spoil(0, .eventSilence)
        let id = try world.nextOrder(0)
        world.pass(.milliseconds(2_100))
        try #require(world.phase(id) == .unknown)
        world.spoil(0, .rateLimit(retryAfter: .seconds(4)), for: .seconds(8))
        world.pass(.seconds(20))
        #expect(world.phase(id)?.isClosed == true)
        world.finish()
    }

    @Test("P06 A hold holds: nothing is decided however the market moves, and the next key lets it go on")
    func hold() throws {
        let world = try World.trading(seed: 406)
        world.person.restsUntil = world.now + .seconds(36_000)
        world.press(.hold(nil))
        world.pass(.milliseconds(1))
        let decided = world.judge.counts.decided
        world.pass(.seconds(60))
        #expect(world.judge.counts.decided == decided)
        world.press(.run(nil))
        world.pass(.seconds(60))
        #expect(world.judge.counts.decided > decided)
        world.finish()
    }

    @Test("P07 A venue falls silent: nothing is decided by a book that is too old", arguments: 0..<2)
    func silence(slot: Int) throws {
        let world = try World.trading(seed: 407)
        for _ in 0..<6 {
            world.spoil(slot, .quiet, for: .seconds(6))
            world.pass(.seconds(18))
        }
        world.finish()
    }

    @Test("P08 Binance's queries lag by eight seconds: an absence is not believed while the venue may still answer")
    func longLag() throws {
        let world = try World.trading(seed: 408)
        world.spoil(0, .loseAnswer, times: 1)
        world.spoil(0, .eventSilence)
        world.spoil(0, .queryLag(.seconds(8)))
        let id = try world.nextOrder(0)
        world.pass(.seconds(7))
        #expect(world.phase(id) == .unknown)
        world.pass(.seconds(13))
        #expect(world.judge.accepted[id] != nil)
        #expect(world.phase(id)?.isClosed == true && world.phase(id) != .neverPlaced)
        world.finish()
    }

    @Test("P09 Kraken tells of no fill for a minute: the questions about all of them keep its limits")
    func questions() throws {
        let world = try World.trading(seed: 409)
        world.spoil(1, .eventSilence, for: .seconds(60))
        for _ in 0..<12 {
            world.pass(.seconds(5))
            let refusal = world.trace.lines.first { $0.contains("Rate limit exceeded") }
            try #require(refusal == nil, "\(world.trace.lines.joined(separator: "\n"))")
        }
        world.finish()
    }

    @Test(
        "P16 A venue tells that orders are filled, and by what only later: no quote is executed again meanwhile",
        arguments: 0..<2
    )
    func reportedFills(slot: Int) throws {
        let world = try World.trading(seed: 416, tier: .starter)
        world.spoil(slot, .eventSilence, for: .seconds(60))
        world.spoil(slot, .loseAnswer, for: .seconds(60))
        let isMissing = { (world: World) in
            guard let book = world.console?.trader.execution?.book else { return false }
            return book.isUnsettled(VenueID(slot: slot)) && !book.isInDoubt(VenueID(slot: slot))
        }
        let end = world.now + .seconds(60)
        world.run(until: end, isDone: isMissing)
        #expect(isMissing(world))
        world.run(until: end)
        // The judge looks at every match and at every order that is sent.
        world.finish()
    }

    @Test("P10 A venue comes to an order after six seconds: by its own rule it refuses it", arguments: 0..<2)
    func lateEngine(slot: Int) throws {
        let world = try World.trading(seed: 410)
        world.spoil(slot, .orderDelay(.seconds(6)), for: .seconds(240))
        world.spoil(slot, .loseAnswer, times: 1)
        let id = try world.nextOrder(slot)
        world.pass(.seconds(20))
        #expect(world.judge.accepted[id] == nil)
        #expect(world.phase(id)?.isClosed == true)
        world.finish()
    }

    @Test("P11 The position keeps a tight limit, whatever is open")
    func position() throws {
        var limits = RiskLimits()
        limits.loss = 5_000
        limits.executionsPerMinute = 60
        limits.executionsPerHour = 3_600
        limits.position = 100
        let world = try World.trading(seed: 411, limits: limits)
        world.pass(.seconds(240))
        world.finish()
    }

    @Test("P12 The console dies with an order on its way: the next start finds what became of it", arguments: 0..<2)
    func crash(slot: Int) throws {
        let world = try World.trading(seed: 412)
        // The exchange has it, and nothing of that is heard before the end.
        world.spoil(slot, .loseAnswer, times: 1)
        world.spoil(slot, .eventSilence, for: .seconds(2))
        let id = try world.nextOrder(slot)
        world.pass(.milliseconds(300))
        world.crash()
        world.pass(.seconds(40))
        #expect(world.judge.accepted[id] != nil)
        #expect(world.phase(id)?.isClosed == true && world.phase(id) != .neverPlaced)
        world.finish()
    }

    @Test("P13 The console dies after a kill: the next start is killed")
    func crashAfterKill() throws {
        let world = try World.trading(seed: 413)
        world.person.restsUntil = world.now + .seconds(36_000)
        world.press(.kill(.person))
        world.pass(.seconds(1))
        world.crash()
        world.pass(.seconds(15))
        #expect(world.console?.trader.execution?.mode.isKilled == true)
        world.press(.rearm)
        world.pass(.milliseconds(1))
        world.finish()
    }

    @Test("P14 A start every few seconds, with the smallest tier: each reads its accounts at once")
    func restarts() throws {
        let world = try World.trading(seed: 414, tier: .starter)
        for number in 1...15 {
            world.crash()
            world.run(until: world.now + .seconds(10)) {
                $0.console?.trader.execution?.paths.allSatisfy(\.isReconciled) ?? false
            }
            let paths = world.console?.trader.execution?.paths
            #expect(paths?.map(\.isReconciled) == [true, true], "start \(number)")
        }
        world.finish()
    }

    @Test(
        "P15 A yes and then the hold key: what the trader does of the yes never opens the gate that the key has closed"
    )
    func yesThenHold() throws {
        let world = try World.trading(seed: 415)
        world.person.restsUntil = world.now + .seconds(36_000)
        world.press(.hold(nil))
        for _ in 0..<20 {
            world.pass(.milliseconds(250))
            world.press(.run(nil))
            world.press(.hold(nil))
            var wasOpen = false
            world.run(until: world.now + .milliseconds(5)) { world in
                wasOpen = wasOpen || (0..<2).contains { world.console?.gate.isOpen(for: VenueID(slot: $0)) ?? false }
                return wasOpen
            }
            #expect(!wasOpen)
        }
        #expect(world.console?.trader.execution?.mode.isHeld == true)
        world.press(.run(nil))
        world.finish()
    }
}
