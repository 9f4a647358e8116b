import Books
import Journal
import Strategy
import TestKit

/// A session of matches over a price that walks at random, as the console writes it: for reports.
struct ReportSession {
    private(set) var entries: [(entry: JournalEntry, wall: WallTime)] = []

    private var generator: SplitMix64
    private var nanoseconds: Int64 = 0
    private var mid: Int64 = 268_380

    init(seed: UInt64, matches: Int) {
        generator = SplitMix64(seed: seed)
        add(.epoch(JournalBench.epoch()))
        for number in 0..<matches { match(UInt64(number)) }
        add(.end(JournalEnd(exitCode: 0, openOrders: 0, why: "q")))
    }

    private mutating func match(_ number: UInt64) {
        nanoseconds += generator.pick(100...9_000) * 1_000_000
        mid += generator.pick(-40...40)
        let side = generator.pick(OrderSide.allCases)
        let decisionMid = Mid(Price(units: mid))
        let quantity = Quantity(units: generator.pick(1...40) * 1_000_000)
        add(
            .matched(
                JournalMatch(
                    number: number,
                    quote: QuoteID(number: number),
                    side: side,
                    quantity: quantity,
                    limit: AllInPrice(Price(units: mid + (side == .buy ? 80 : -80))),
                    decisionMid: decisionMid
                )
            )
        )
        let first = generator.oneIn(3) ? quantity : Quantity(units: quantity.units / 2)
        var children = [child(number, 0, side, first)]
        if first < quantity { children.append(child(number, 1, side, Quantity(units: quantity.units - first.units))) }
        var account = ParentAccount()
        account.requested = quantity
        account.filled = Quantity(units: children.reduce(0) { $0 + $1.report.filled.units })
        account.cancelled = Quantity(units: quantity.units - account.filled.units)
        let notional = Notional(units: children.reduce(0) { $0 + $1.notional.units })
        let filled = account.filled
        let cost = filled == .zero ? nil : slippage(notional, filled, decisionMid, side)
        add(
            .ended(
                ParentReport(
                    number: number,
                    quote: QuoteID(number: number),
                    side: side,
                    phase: filled == quantity ? .done : filled == .zero ? .aborted : .partDone,
                    account: account,
                    notional: notional,
                    filled: filled,
                    slippage: cost,
                    arrivalSlippage: cost,
                    effectiveSpread: cost.map { $0 * 2 },
                    fillRatio: filled.units * 1_000_000 / quantity.units,
                    timeToFill: filled == .zero ? nil : .milliseconds(generator.pick(2...200)),
                    children: children.map(\.report)
                )
            )
        )
    }

    private mutating func child(
        _ number: UInt64,
        _ venue: Int,
        _ side: OrderSide,
        _ quantity: Quantity
    ) -> (report: ChildReport, notional: Notional) {
        let intent = JournalBench.intent(match: number, venue: venue, side: side, quantity: quantity.units)
        let id = intent.request.id
        add(.intent(intent))
        let answer = TimeSpan(nanoseconds: generator.pick(1...30) * generator.pick(100_000...3_000_000))
        nanoseconds += answer.nanoseconds
        if generator.oneIn(15) {
            let reasons: [OrderRefusal] = [.init(.insufficientBalance, "-2010"), .init(.tick, "<&\u{202E}>")]
            add(.evidence(VenueID(slot: venue), id, .rejected(generator.pick(reasons))))
            let report = ChildReport(
                venue: VenueID(slot: venue),
                phase: .rejected,
                ordered: quantity,
                filled: .zero,
                answerTime: answer
            )
            return (report, .zero)
        }
        let part = generator.oneIn(4) ? Quantity(units: quantity.units / 3) : quantity
        let price = Price(units: mid + (side == .buy ? 1 : -1) * generator.pick(-3...30))
        let fill = OrderFill(
            trade: TradeID("T\(number)-\(venue)"),
            quantity: part,
            price: price,
            fee: Fee(asset: generator.oneIn(3) ? .base : .quote, units: generator.pick(1...4_000_000)),
            exchangeTime: nil
        )
        for _ in 0..<generator.pick(1...2) { add(.evidence(VenueID(slot: venue), id, .fill(fill))) }
        add(.evidence(VenueID(slot: venue), id, .report(OrderReport(.cancelled, cumulative: part))))
        let report = ChildReport(
            venue: VenueID(slot: venue),
            phase: part == quantity ? .filled : .cancelled,
            ordered: quantity,
            filled: part,
            answerTime: answer
        )
        return (report, Notional(price, part))
    }

    private func slippage(_ notional: Notional, _ quantity: Quantity, _ mid: Mid, _ side: OrderSide) -> Int64? {
        let atMid = Int128(quantity.units) * Int128(mid.doubled)
        let difference = notional.units * 2 - atMid
        return Rounding.up.quotient(difference * (side == .buy ? 1_000_000 : -1_000_000), atMid)
    }

    private mutating func add(_ entry: JournalEntry) {
        entries.append((entry, WallTime(nanoseconds: JournalBench.wall(0).nanoseconds + nanoseconds)))
    }
}
