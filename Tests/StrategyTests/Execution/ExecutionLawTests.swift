import Books
import Strategy
import TestKit
import Testing

/// What holds at every instant of a match's life, whatever the venues do and however it is heard.
@Suite("Execution: laws")
struct ExecutionLawTests {
    /// One case: a market, a client's order or two, and the venue's truth beside what the client makes of it.
    private struct Case {
        var bench: ExecutionBench
        var venue = RandomVenue()
        var seen = 0
        var steps = 0

        init(_ generator: inout SplitMix64) {
            func levels(_ first: Int64, _ step: Int64, _ generator: inout SplitMix64) -> [(Int64, Int64)] {
                (0..<generator.pick(1...3)).map { (first + Int64($0) * step, generator.pick(3...400) * 100) }
            }
            bench = ExecutionBench()
            bench.consumer = MarketBench.consumer(
                (0..<2).map { _ in (levels(99_950, -10, &generator), levels(100_050, 10, &generator)) }
            )
            bench.quote(.bid, price: generator.pick(100_150...100_300), quantity: generator.pick(1...90) * 100)
            if generator.oneIn(3) {
                bench.quote(.ask, price: generator.pick(99_700...99_900), quantity: generator.pick(1...90) * 100)
            }
        }

        /// Lives one step and says what is wrong after it; nil if nothing is.
        mutating func step(_ generator: inout SplitMix64) -> String? {
            steps += 1
            switch generator.pick(0...9) {
            case 0: bench.execute()
            case 1: bench.run(until: bench.now + .milliseconds(generator.pick(1...900)))
            case 2 where generator.oneIn(4): bench.cancelAll()
            case 2 where generator.oneIn(8): bench.facts.isRunning.toggle()
            default:
                if let (id, evidence) = venue.sayOne(&generator) { bench.say(evidence, id) } else { bench.execute() }
            }
            return follow(&generator)
        }

        /// Lets everything come to its end: every question is answered, and time passes.
        mutating func settle(_ generator: inout SplitMix64) -> String? {
            for _ in 0..<60 {
                while let (id, evidence) = venue.sayOne(&generator) {
                    bench.say(evidence, id)
                    if let objection = follow(&generator) { return objection }
                }
                guard let deadline = bench.book.deadline else { break }
                bench.run(until: max(bench.now, deadline))
                if let objection = follow(&generator) ?? answer(&generator) { return objection }
            }
            for parent in bench.book.parents {
                let account = parent.account
                if parent.endedAt == nil { return "a match that never ends" }
                if account.working > .zero || account.unknown > .zero { return "something that never ends" }
                let truth = venue.truths.filter { $0.request.id.match == parent.number }.reduce(0) { $0 + $1.filled }
                if account.filled.units != truth { return "filled \(account.filled.units), in truth \(truth)" }
            }
            return nil
        }

        /// Answers every open question.
        private mutating func answer(_ generator: inout SplitMix64) -> String? {
            for parent in bench.book.parents {
                for child in parent.children where Self.isAsked(child.record) {
                    let id = child.request.id
                    if let answer = venue.answer(id) {
                        for evidence in answer { bench.say(evidence, id) }
                    } else {
                        let number = venue.truths.first { $0.request.id == id }?.questions ?? 0
                        bench.answerNotFound(id, number: number, askedAt: bench.now)
                    }
                    if let objection = follow(&generator) { return objection }
                }
            }
            return nil
        }

        /// Whether the client asks about an order in this state when its time has come.
        private static func isAsked(_ record: OrderRecord) -> Bool {
            [.unknown, .live, .partial, .cancelling].contains(record.phase) || record.missingFills > .zero
        }

        /// Hands new orders to the venue and checks the laws.
        private mutating func follow(_ generator: inout SplitMix64) -> String? {
            for effect in bench.effects {
                switch effect {
                case .submit(let request):
                    if !bench.facts.isRunning { return "an order while held" }
                    if venue.truths.contains(where: { $0.request.id == request.id }) { return "a name used twice" }
                    venue.take(request, &generator)
                case .alarm(let alarm): return "an alarm without a cause: \(alarm)"
                default: break
                }
            }
            bench.forgetEffects()
            return objection()
        }

        private func objection() -> String? {
            var base: Int128 = 0
            for parent in bench.book.parents {
                let account = parent.account
                if !account.isBalanced || account.surplus > .zero { return "parts that are not the whole: \(account)" }
                var told: Int64 = 0
                var possible: Int64 = 0
                for truth in venue.truths where truth.request.id.match == parent.number {
                    told += max(truth.told, truth.toldCumulative)
                    possible += truth.filled
                    let sign: Int128 = truth.request.side == .buy ? 1 : -1
                    base += sign * Int128(truth.told) * 100_000_000
                }
                if account.filled.units != told { return "filled \(account.filled.units), told \(told)" }
                if possible > parent.quantity.units { return "more executed than was to be" }
                for slot in 0..<2 {
                    let open = parent.children.count { $0.request.venue.slot == slot && !$0.record.phase.isClosed }
                    if open > 1 { return "two orders of one leg" }
                }
            }
            return bench.book.ledger.holding.position == base ? nil : "a ledger that differs from what was told"
        }
    }

    @Test(
        "Requested is filled, working, cancelled, rejected, unknown and unallocated at every instant; nothing is executed twice"
    )
    func conservation() {
        var (steps, parents, reroutes, doubts) = (0, 0, 0, 0)
        forEachSeed(1...Scale.cases(250)) { seed, generator in
            var story = Case(&generator)
            var objection: String?
            for _ in 0..<generator.pick(10...40) where objection == nil { objection = story.step(&generator) }
            objection = objection ?? story.settle(&generator)
            #expect(objection == nil, "seed \(seed), step \(story.steps)")
            steps += story.steps
            parents += story.bench.book.parents.count
            for child in story.bench.book.parents.lazy.flatMap(\.children) {
                if child.request.id.attempt > 0 { reroutes += 1 }
                if child.record.phase == .neverPlaced { doubts += 1 }
            }
        }
        #expect(parents > 200 && reroutes > 15 && doubts > 15)
    }

    @Test("The same inputs lead to the same effects")
    func determinism() {
        forEachSeed(1...12) { seed, generator in
            var again = generator
            var (first, second) = (Case(&generator), Case(&again))
            for _ in 0..<30 {
                #expect(first.step(&generator) == second.step(&again), "seed \(seed)")
                #expect(first.bench.book.parents == second.bench.book.parents, "seed \(seed)")
                #expect(first.bench.book.deadline == second.bench.book.deadline, "seed \(seed)")
            }
        }
    }
}
