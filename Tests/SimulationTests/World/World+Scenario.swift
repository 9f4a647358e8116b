import Books
import Runtime
import Simulator
import Strategy
import Testing
import Venues

/// What the named scenarios do with a world: nothing goes wrong in it but what they ask for.
extension World {
    /// A world in which the console trades and nothing is wrong.
    static func trading(seed: UInt64, limits: RiskLimits? = nil, tier: RateTier = .pro) throws -> World {
        let world = try World(seed: seed, plan: SwarmPlan(), limits: limits, tier: tier)
        world.begin()
        world.run(until: world.now + .seconds(30)) { WholeRun.isWell($0) && $0.judge.counts.sent > 0 }
        // What is still under way would take the faults that are meant for the next order.
        world.run(until: world.now + .seconds(5)) { $0.console?.trader.execution?.openOrderCount == 0 }
        try #require(world.judge.counts.sent > 0, "nothing is traded with seed \(seed): \(world.judge.violations)")
        return world
    }

    /// Makes something go wrong at an exchange.
    func spoil(_ slot: Int, _ fault: Fault, times: Int? = nil, for span: TimeSpan? = nil) {
        tell(slot, .fault(FaultOrder(fault, times: times, duration: span)))
    }

    /// Lets time pass.
    func pass(_ span: TimeSpan) { run(until: now + span) }

    /// The next order that is sent to a venue, after which the strategy is switched off.
    func nextOrder(_ slot: Int) throws -> ClientOrderID {
        let before = Set(judge.sent.keys)
        let isNew = { (world: World) -> ClientOrderID? in
            world.judge.sent.keys.first { !before.contains($0) && world.judge.decided[$0]?.venue.slot == slot }
        }
        run(until: now + .seconds(240)) { isNew($0) != nil }
        try #require(judge.violations.isEmpty, "\(judge.violations)\n\(trace.lines.joined(separator: "\n"))")
        let id = try #require(isNew(self), "venue \(slot) was sent nothing")
        person.restsUntil = now + .seconds(36_000)
        press(.strategyOff)
        return id
    }

    /// Where the client thinks that an order stands.
    func phase(_ id: ClientOrderID) -> OrderPhase? { console?.trader.execution?.book.order(id)?.record.phase }

    /// What of an order counts as taken or as still to be taken.
    func reserved(_ id: ClientOrderID) -> Int64 {
        guard let record = console?.trader.execution?.book.order(id)?.record else { return 0 }
        return record.cumulative.units + (record.phase.isClosed ? 0 : record.remainder.units)
    }

    /// Whether every order has ended and each of its trades was told.
    var isComplete: Bool {
        console?.trader.execution?.book.parents.allSatisfy { parent in
            parent.children.allSatisfy { $0.record.phase.isClosed && $0.record.missingFills == .zero }
        } ?? false
    }

    /// Heals everything and holds the client against the exchanges.
    func finish(_ location: SourceLocation = #_sourceLocation) {
        heal()
        run(until: now + .seconds(60)) { WholeRun.isWell($0) && $0.isComplete }
        if !judge.hasFailed, let ailment = WholeRun.ailment(self) { judge.fail("liveness: \(ailment)") }
        press(.strategyOff)
        press(.hold(nil))
        person.restsUntil = now + .seconds(36_000)
        run(until: now + .seconds(5))
        if let trader = console?.trader, !judge.hasFailed { judge.settle(trader, sites, cutCount: journal.cutCount) }
        #expect(
            judge.violations.isEmpty,
            "\(judge.violations)\n\(trace.lines.joined(separator: "\n"))",
            sourceLocation: location
        )
    }
}
