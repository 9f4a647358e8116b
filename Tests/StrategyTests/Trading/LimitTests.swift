import Books
import TestKit
import Testing

@testable import Strategy

/// Limits that a person changes while the console runs.
@Suite("Trading: limits that change")
struct LimitTests {
    private static func value(_ name: LimitName, _ bench: TradingBench) -> Int64? {
        bench.desk.map { name.value(in: $0.book.gate.limits) }
    }

    @Test("A limit is lowered at once in every mode, asked or not", arguments: LimitName.allCases)
    func lowers(name: LimitName) throws {
        let modes: [[OperatorCommand]] = [
            [], [.reduce(fromHold: false)], [.hold(nil)], [.kill(.person)], [.gate(VenueID(slot: 0), .cancelOnly)],
        ]
        for commands in modes {
            var bench = try TradingBench.trading()
            for command in commands { bench.say(command) }
            let before = try #require(Self.value(name, bench))
            let after = before / 2
            bench.say(.limit(name, after, isAsked: false))
            #expect(Self.value(name, bench) == after)
            #expect(
                bench.effects == [.limitChanged(LimitChange(name, before: before, after: after, who: "operator"))]
            )
        }
    }

    @Test("A limit is raised only while execution is held and after a question, else the reason is told")
    func raises() throws {
        var bench = try TradingBench.trading()
        func isRefused(_ words: String, isAsked: Bool = true) -> Bool {
            bench.say(.limit(.position, 6_000, isAsked: isAsked))
            return Self.value(.position, bench) == 5_000 && bench.warnings.contains { $0.contains(words) }
        }
        #expect(isRefused("only while execution is held"))
        bench.say(.reduce(fromHold: false))
        #expect(isRefused("only while execution is held"))
        bench.say(.hold(nil))
        #expect(isRefused("asks first", isAsked: false))
        bench.say(.limit(.position, 6_000, isAsked: true))
        #expect(Self.value(.position, bench) == 6_000)
        bench.say(.limit(.position, 5_000, isAsked: false))
        bench.say(.kill(.person))
        #expect(isRefused(":rearm comes first"))
    }

    @Test("What a limit may not be is refused, and what it is already is said", arguments: LimitName.allCases)
    func range(name: LimitName) throws {
        var bench = try TradingBench.trading()
        bench.say(.hold(nil))
        let before = try #require(Self.value(name, bench))
        for value in [name.range.lowerBound - 1, name.range.upperBound + 1, .min, .max, before] {
            bench.say(.limit(name, value, isAsked: true))
            #expect(Self.value(name, bench) == before)
            #expect(!bench.warnings.isEmpty)
        }
    }

    @Test("The next order is measured by the lower limit, and smaller positions still pass")
    func next() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        for order in bench.submitted { bench.fill(order) }
        #expect(bench.trader.inventory > .zero)
        bench.pass(.seconds(2))
        for name in [LimitName.position, .gross] { bench.say(.limit(name, 1, isAsked: false)) }
        bench.cross()
        let codes = bench.effects.compactMap { effect -> RiskCode? in
            if case .execution(.denied(_, let refusals)) = effect { refusals.first?.code } else { nil }
        }
        #expect(bench.submitted.isEmpty && !codes.isEmpty && codes.allSatisfy { $0 == .position })
        bench.pass(.seconds(2))
        bench.rise()
        #expect(!bench.submitted.isEmpty && bench.submitted.allSatisfy { $0.side == .sell })
    }

    @Test("A limit of executions counts those that were before it was lowered")
    func executions() {
        var gate = RiskBench().gate
        let now = RiskBench.now
        for age in 1...30 { gate.noteExecution(at: now + .seconds(Int64(-60 * age))) }
        #expect(!gate.isRepeating(at: now))
        gate.limits.executionsPerHour = 30
        #expect(gate.isRepeating(at: now + .seconds(-1)))
        gate.limits.executionsPerHour = 31
        #expect(!gate.isRepeating(at: now))
    }

    @Test("A slippage that was lowered bounds the next route")
    func slippage() throws {
        var bench = try TradingBench.trading()
        bench.say(.limit(.slippage, 0, isAsked: false))
        #expect(bench.desk?.book.matcher.slippageBound == 0)
        bench.cross()
        // The best price alone: 41 units behind it the next level begins.
        let best = bench.mid + 3
        #expect(!bench.submitted.isEmpty && bench.submitted.allSatisfy { $0.limit.units <= best })
    }

    @Test("How much of a limit is used is what the gate measures")
    func use() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        let orders = bench.submitted
        let desk = try #require(bench.desk)
        let mid = Mid(Price(units: 1_000_000))
        let quantity = orders.reduce(Int128(0)) { $0 + Int128($1.quantity.units) }
        // 8 decimals more than the quantity's unit, and the price.
        let worst = quantity * 100_000_000 * 1_000_000
        #expect(desk.use(of: .position, at: mid, now: bench.now) == worst)
        #expect(desk.use(of: .orders, at: mid, now: bench.now) == Int128(orders.count))
        let value = orders.reduce(Int128(0)) { $0 + Int128($1.quantity.units) * Int128($1.limit.units) * 100_000_000 }
        #expect(desk.use(of: .gross, at: mid, now: bench.now) == value)
        #expect(desk.use(of: .loss, at: mid, now: bench.now) == 0)
        let matches = Set(orders.map(\.id.match)).count
        #expect(desk.use(of: .executionsPerMinute, at: mid, now: bench.now) == Int128(matches))
        #expect(desk.use(of: .orderValue, at: mid, now: bench.now) == nil)
    }

    // MARK: - The law

    /// A console whose limits, modes and orders change at random.
    private struct Story {
        var bench: TradingBench
        var matches: [UInt64: MonotonicTime] = [:]
        /// What was sent, refused and raised.
        var counts = (sent: 0, refused: 0, raised: 0, lowered: 0)

        mutating func step(_ generator: inout SplitMix64) -> String? {
            let before = bench.desk?.mode
            switch generator.pick(0...11) {
            case 0, 1: changeLimit(&generator)
            case 2:
                bench.say(generator.pick([.hold(nil), .run(nil), .reduce(fromHold: true), .reduce(fromHold: false)]))
            case 3, 4: bench.pass(.milliseconds(generator.pick(1...20) * 100))
            case 5...7: bench.cross(by: generator.pick(100...500))
            case 8...10: bench.rise(by: generator.pick(100...500))
            default: bench.say(.run(nil))
            }
            // A person's key lets as many through again.
            if bench.desk?.mode.isRunning == true, before?.isRunning != true { matches = [:] }
            if bench.desk?.mode.isReducing == true, before?.isHeld == true { matches = [:] }
            if case .run(nil)? = lastCommand(before) { matches = [:] }
            let objection = judge(before)
            answer(&generator)
            return objection
        }

        /// A run while running already lets more through, too: told by the latches that it opens.
        private func lastCommand(_ before: TradingMode?) -> OperatorCommand? {
            bench.effects.contains(.latch(.hold, isClosed: false)) ? .run(nil) : nil
        }

        private mutating func changeLimit(_ generator: inout SplitMix64) {
            guard let limits = bench.desk?.book.gate.limits else { return }
            let name = generator.pick([LimitName.orderValue, .position, .gross, .orders, .executionsPerMinute])
            let value = name.value(in: limits)
            let next = generator.oneIn(2) ? value * 3 : max(1, value * generator.pick(3...9) / 10)
            bench.say(.limit(name, next, isAsked: generator.oneIn(2)))
            for case .limitChanged(let change) in bench.effects {
                if change.after > change.before { counts.raised += 1 } else { counts.lowered += 1 }
            }
        }

        private mutating func judge(_ before: TradingMode?) -> String? {
            guard let desk = bench.desk else { return nil }
            let limits = desk.book.gate.limits
            for case .limitChanged(let change) in bench.effects where change.after > change.before {
                if before?.isHeld != true { return "a limit was raised in \(String(describing: before))" }
            }
            for case .execution(.denied) in bench.effects { counts.refused += 1 }
            let sent = bench.submitted
            guard !sent.isEmpty else { return nil }
            counts.sent += sent.count
            let scale = desk.book.ledger.scale
            let open = desk.book.parents.flatMap(\.children).filter { !$0.record.phase.isClosed }
            if open.count > limits.openOrders { return "\(open.count) open orders" }
            for order in sent {
                guard let value = scale.quote(Notional(order.limit, order.quantity)),
                    let bound = scale.quote(whole: limits.orderValue)
                else { return "no value" }
                if value > bound { return "an order of \(value)" }
            }
            let position = desk.book.ledger.holding.position
            for side in [OrderSide.buy, .sell] where sent.contains(where: { $0.side == side }) {
                let sign: Int128 = side == .buy ? 1 : -1
                let rests = open.filter { $0.request.side == side }.reduce(Int128(0)) {
                    $0 + scale.base($1.record.remainder)
                }
                let worst = position + sign * rests
                // Nearer to nothing is always let through.
                guard sign * worst > 0, let bound = scale.quote(whole: limits.position) else { continue }
                // The middle of the books is at most three units above that of the bench.
                if abs(worst) * Int128(bench.mid) > bound { return "a position of \(worst)" }
            }
            for order in sent { matches[order.id.match] = matches[order.id.match] ?? bench.now }
            let recent = matches.values.count { bench.now - $0 < .seconds(60) }
            if recent > limits.executionsPerMinute { return "\(recent) executions in a minute" }
            return nil
        }

        /// The venues fill, cancel or leave open.
        private mutating func answer(_ generator: inout SplitMix64) {
            let open = bench.desk?.book.parents.flatMap(\.children).filter { !$0.record.phase.isClosed } ?? []
            for order in open {
                switch generator.pick(0...3) {
                case 0...1: bench.fill(order.request)
                case 2:
                    bench.tell(order.request, .sendStarted)
                    bench.tell(order.request, .report(OrderReport(.expired, cumulative: order.record.cumulative)))
                default: bench.tell(order.request, .acknowledged(venueOrderID: "V\(order.request.id.match)"))
                }
            }
        }
    }

    @Test("No order goes beyond the limits in force, whatever is changed when; none is raised but in a hold")
    func law() {
        var total = (sent: 0, refused: 0, raised: 0, lowered: 0)
        forEachSeed(1...Scale.cases(12)) { seed, generator in
            var story = Story(bench: try TradingBench.trading())
            for step in 0..<150 {
                let objection = story.step(&generator)
                #expect(objection == nil, "seed \(seed), step \(step)")
                if objection != nil { break }
            }
            total.sent += story.counts.sent
            total.refused += story.counts.refused
            total.raised += story.counts.raised
            total.lowered += story.counts.lowered
        }
        #expect(total.sent > 50 && total.refused > 20 && total.raised > 5 && total.lowered > 50, "\(total)")
    }
}
