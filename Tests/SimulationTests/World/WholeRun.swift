import Books
import Foundation
import Runtime
import Simulator
import Strategy

/// One seed of the whole client: faults, healing, liveness, kill.
struct WholeRun {
    /// How long faults strike.
    static let span = TimeSpan(
        nanoseconds: Int64((Double(ProcessInfo.processInfo.environment["HOURS"] ?? "") ?? 20.0 / 3_600) * 3_600e9)
    )
    /// How long everything may take to be well again after the last fault: the feeds leave a venue alone for a minute that
    /// was distrusted, and take as long to find a connection of a halted one dead.
    ///
    /// With the smaller tiers, whose questions are half and a third as many, proofs of absence at Kraken may take longer.
    static func livenessSpan(_ tier: RateTier) -> TimeSpan {
        switch tier {
        case .pro: .seconds(75)
        case .intermediate: .seconds(120)
        case .starter: .seconds(180)
        }
    }

    let seed: UInt64
    let plan: SwarmPlan
    let span: TimeSpan
    private(set) var violations: [String] = []
    private(set) var hash: UInt64 = 0
    private(set) var steps = 0
    private(set) var counts = OrderJudge.Counts()
    private(set) var coverage = Coverage()
    private(set) var lines: [String] = []

    /// Plays a seed; with a plan of its own in the place of what the seed draws.
    init(seed: UInt64, plan: SwarmPlan? = nil, span: TimeSpan = Self.span) throws {
        let world = try World(seed: seed, plan: plan)
        self.seed = seed
        self.plan = world.plan
        self.span = span
        world.begin()
        Self.warmUp(world)
        world.run(until: world.now + span)
        Self.heal(world)
        Self.kill(world)
        violations = world.judge.violations
        hash = world.trace.hash
        steps = world.trace.count
        counts = world.judge.counts
        coverage = world.coverage
        lines = world.trace.lines
    }

    /// Whether a promise was broken.
    var hasFailed: Bool { !violations.isEmpty }

    /// Everything that is needed to play a failure again, and what led to it.
    var report: String {
        let options = "FIRST_SEED=\(seed) SEEDS=1 HOURS=\(Double(span.nanoseconds) / 3_600e9)"
        return """
            seed \(seed) fails; replay with \(options)
            faults: \(plan)
            \(violations.joined(separator: "\n"))
            the last events:
            \(lines.joined(separator: "\n"))
            """
    }

    // MARK: - Phases

    /// Lets the console come up and trade before anything goes wrong.
    private static func warmUp(_ world: World) {
        let plan = world.plan
        world.plan = SwarmPlan()
        world.run(until: world.now + .seconds(9))
        world.plan = plan
    }

    /// Heals everything; within that time all must be known, equal and open by a key.
    private static func heal(_ world: World) {
        guard !world.judge.hasFailed else { return }
        world.heal()
        world.run(until: world.now + livenessSpan(world.tier)) { isWell($0) }
        guard !world.judge.hasFailed else { return }
        if !isWell(world) { world.judge.fail("liveness: \(ailment(world) ?? "nothing is wrong")") }
        // Nothing new, and then everything at rest.
        world.press(.strategyOff)
        world.press(.hold(nil))
        world.person.restsUntil = world.now + .seconds(3_600)
        world.run(until: world.now + .seconds(25))
        // Trades that are fetched one order after the other come as the venue's budget of questions allows.
        world.run(until: world.now + livenessSpan(world.tier)) { $0.isComplete }
        acceptLosses(world)
        guard !world.judge.hasFailed, let trader = world.console?.trader else { return }
        world.judge.settle(trader, world.sites, cutCount: world.journal.cutCount)
    }

    /// Has a person take the balances as they are where losses of power have cut off what had traded.
    ///
    /// The client has to tell such a difference first: what it does not tell, the judge will.
    private static func acceptLosses(_ world: World) {
        guard world.journal.cutCount > 0 else { return }
        world.run(until: world.now + .seconds(60))
        guard let desk = world.console?.trader.execution, desk.paths.contains(where: { $0.drift != nil }) else {
            return
        }
        world.press(.acceptBalances)
        world.run(until: world.now + .seconds(5))
    }

    /// Kills, and looks whether all is cancelled, confirmed, and still so after a restart.
    private static func kill(_ world: World) {
        guard !world.judge.hasFailed else { return }
        world.person.restsUntil = nil
        world.run(until: world.now + .seconds(15))
        world.person.restsUntil = world.now + .seconds(3_600)
        world.press(.kill(.person))
        let sent = world.judge.counts.sent
        world.run(until: world.now + .seconds(30)) { isKillConfirmed($0) }
        guard !world.judge.hasFailed else { return }
        if !isKillConfirmed(world) { world.judge.fail("G5: the kill is not confirmed within 30 s") }
        if world.judge.counts.sent != sent { world.judge.fail("G1: something was sent after the kill") }
        for slot in 0..<2 where world.sites[slot].exchange.openCount > 0 {
            world.judge.fail("G5: venue \(slot) has open orders after the kill")
        }
        world.crash()
        world.run(until: world.now + .seconds(15))
        guard !world.judge.hasFailed else { return }
        if world.console?.trader.execution?.mode.isKilled != true { world.judge.fail("G5: the latch did not survive") }
        if world.judge.counts.sent != sent { world.judge.fail("G1: something was sent after the restart") }
    }

    private static func isKillConfirmed(_ world: World) -> Bool {
        guard let desk = world.console?.trader.execution, desk.mode.isKilled else { return false }
        return desk.kill.count == 2 && desk.kill.allSatisfy { $0.confirmedAt != nil }
    }

    /// Whether the console trades again and knows everything.
    static func isWell(_ world: World) -> Bool { ailment(world) == nil }

    /// What is still wrong.
    static func ailment(_ world: World) -> String? {
        guard let trader = world.console?.trader, let desk = trader.execution else { return "no console" }
        for slot in 0..<2 {
            if !trader.venues[slot].state.isLive { return "feed \(slot) is \(trader.venues[slot].state)" }
            if !desk.paths[slot].link.isReady { return "orders \(slot) are \(desk.paths[slot].link)" }
            if !desk.paths[slot].isReconciled { return "account \(slot) was not read" }
            if let drift = desk.paths[slot].drift { return "account \(slot) differs by \(drift)" }
            if desk.book.isInDoubt(VenueID(slot: slot)) { return "venue \(slot) is in doubt" }
            if world.console?.gate.isOpen(for: VenueID(slot: slot)) != true {
                return
                    "the gate \(slot) is closed: \(desk.mode), \(desk.paths[slot].gate), halted \(desk.book.isHalted[slot])"
            }
        }
        return nil
    }
}

extension WholeRun {
    /// The smallest run that still fails: fault classes are dropped one by one, then the time is halved.
    func shrunk() throws -> WholeRun {
        var best = self
        for fault in plan.isOn {
            var plan = best.plan
            plan[fault] = 0
            let run = try WholeRun(seed: seed, plan: plan, span: best.span)
            if run.hasFailed { best = run }
        }
        while best.span > .seconds(2) {
            let run = try WholeRun(seed: seed, plan: best.plan, span: TimeSpan(nanoseconds: best.span.nanoseconds / 2))
            guard run.hasFailed else { break }
            best = run
        }
        return best
    }
}
