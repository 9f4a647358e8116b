import Books
import TUI

extension RandomConsole {
    /// A kill at up to three venues, that exist or not.
    mutating func kill() -> KillView {
        KillView(
            since: WallTime(nanoseconds: number()),
            cause: text(),
            venues: (0..<Int.random(in: 0...3, using: &random)).map { slot in
                VenueKillView(
                    venue: VenueID(slot: slot),
                    opened: Int(number()),
                    remaining: Int(number()),
                    isConfirmed: Bool.random(using: &random),
                    elapsed: TimeSpan(nanoseconds: number())
                )
            }
        )
    }

    /// A trader book in any state.
    mutating func trader() -> TraderView {
        let strategy = StrategyView(
            isOn: Bool.random(using: &random),
            state: quoting(),
            fair: optional { Price(units: $0.number()) },
            volatility: optional { $0.number() },
            halfSpread: optional { Price(units: $0.number()) },
            skew: optional { Price(units: $0.number()) },
            inventory: optional { Quantity(units: $0.number()) },
            requotesPerTenSeconds: optional { Int($0.number()) },
            matches: Int(number())
        )
        return TraderView(strategy: strategy, asks: quotes(), bids: quotes(), quoteCount: Int(number()))
    }

    private mutating func quoting() -> QuotingState {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .none
        case 1: .off
        case 2: .warming(percent: Int(number()))
        case 3: .halted(reason: text())
        default: .quoting
        }
    }

    private mutating func quotes() -> FiveLevels<QuoteView> {
        var side = FiveLevels<QuoteView>()
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            let children = (0..<Int.random(in: 0...4, using: &random)).map { slot in
                ChildView(
                    venue: VenueID(slot: slot),
                    size: Quantity(units: number()),
                    isUnknown: Bool.random(using: &random)
                )
            }
            side.append(
                QuoteView(
                    price: Price(units: number()),
                    size: Quantity(units: number()),
                    filled: Quantity(units: number()),
                    state: QuoteStateView.allCases.randomElement(using: &random) ?? .fake,
                    children: children
                )
            )
        }
        return side
    }

    /// Adds orders, their parents and doubts, at venues that exist or not.
    mutating func addOrders(to model: inout ConsoleViewModel) {
        for index in 0..<Int.random(in: 0...30, using: &random) {
            let phase = OrderPhaseView.allCases.randomElement(using: &random) ?? .sent
            model.orders.append(
                OrderView(
                    identifier: Int64(index),
                    time: WallTime(nanoseconds: number()),
                    venue: VenueID(slot: Int.random(in: 0..<VenueID.limit, using: &random)),
                    side: Bool.random(using: &random) ? .buy : .sell,
                    size: Quantity(units: number()),
                    price: Price(units: number()),
                    phase: phase,
                    filled: optional { Quantity(units: $0.number()) },
                    average: optional { Price(units: $0.number()) },
                    slippage: optional { Price(units: $0.number()) },
                    acknowledgement: optional { TimeSpan(nanoseconds: $0.number()) },
                    inDoubtFor: optional { TimeSpan(nanoseconds: $0.number()) },
                    parent: optional { $0.number() },
                    note: optional { $0.text() }
                )
            )
        }
        for slot in 0..<Int.random(in: 0...2, using: &random) {
            model.doubts.append(
                DoubtView(
                    venue: VenueID(slot: slot),
                    orders: Int(number()),
                    buying: Quantity(units: number()),
                    selling: Quantity(units: number()),
                    elapsed: TimeSpan(nanoseconds: number()),
                    endsIn: optional { TimeSpan(nanoseconds: $0.number()) },
                    step: text()
                )
            )
        }
    }
}
