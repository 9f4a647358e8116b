import Books
import Strategy
import Testing

/// What a person can do besides running, holding and killing, with the whole client and its exchanges.
@Suite("Modes and limits of the whole client")
struct ModeTests {
    @Test("While reducing a position becomes smaller and never larger; after it everything is traded again")
    func reducing() throws {
        let world = try World.trading(seed: 201)
        let book = { (world: World) in world.console?.trader.execution?.book }
        let position = { (world: World) in book(world)?.ledger.holding.position ?? 0 }
        let isHolding = { (world: World) in
            // A hundredth: more than a venue's smallest order.
            abs(position(world)) > book(world)?.ledger.scale.base(Quantity(units: 1_000_000)) ?? .max
                && world.console?.trader.execution?.openOrderCount == 0
        }
        world.run(until: world.now + .seconds(120)) { isHolding($0) }
        try #require(isHolding(world), "nothing is held with this seed")
        world.person.restsUntil = world.now + .seconds(36_000)
        let begun = position(world)
        world.press(.reduce(fromHold: false))
        world.pass(.seconds(1))
        var last = position(world)
        for _ in 0..<120 {
            world.pass(.seconds(1))
            let next = position(world)
            #expect(abs(next) <= abs(last) && (next == 0 || (next > 0) == (begun > 0)))
            last = next
        }
        #expect(world.judge.counts.reducing > 0)
        #expect(abs(last) < abs(begun))
        let sent = world.judge.counts.sent
        world.press(.run(nil))
        world.run(until: world.now + .seconds(60)) { $0.judge.counts.sent > sent }
        #expect(world.judge.counts.sent > sent)
        world.finish()
    }

    @Test("A limit that was lowered is as low after a crash, and is raised only in the hold that follows")
    func limits() throws {
        let world = try World.trading(seed: 202)
        let position = { (world: World) in world.console?.trader.execution?.book.gate.limits.position }
        world.person.restsUntil = world.now + .seconds(36_000)
        world.press(.limit(.position, 700, isAsked: false))
        world.pass(.seconds(1))
        #expect(position(world) == 700)
        world.press(.limit(.position, 900, isAsked: true))
        world.pass(.seconds(1))
        #expect(position(world) == 700)
        world.crash()
        world.run(until: world.now + .seconds(30)) { WholeRun.isKnown($0) }
        #expect(position(world) == 700)
        #expect(world.console?.trader.execution?.mode.isHeld == true)
        world.press(.limit(.position, 900, isAsked: true))
        world.pass(.seconds(1))
        #expect(position(world) == 900)
        world.person.restsUntil = nil
        world.finish()
    }
}

extension WholeRun {
    /// Whether a start has read the accounts, in whatever mode it is.
    fileprivate static func isKnown(_ world: World) -> Bool {
        world.console?.trader.execution?.paths.allSatisfy(\.isReconciled) ?? false
    }
}
