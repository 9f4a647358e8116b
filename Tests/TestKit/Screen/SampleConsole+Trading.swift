import Books
import TUI

extension SampleConsole {
    private static let firstVenue = VenueID(slot: 0)
    private static let secondVenue = VenueID(slot: 1)

    /// A minute of mids that rise and fall, and of spreads.
    static let history = MarketHistory(
        samples: (0..<120).map { index in
            let wave = Int64([0, 6, 10, 14, 18, 14, 10, 6, 2, -4, -8, -12, -8, -4][index % 14])
            let spread = Int64([10, 10, 20, 10, 10, 30, 10][index % 7])
            let middle = 6_412_345 + wave
            return MidAndSpread(bid: Price(units: middle - spread / 2), ask: Price(units: middle + spread / 2))
        }
    )

    static let trader: TraderView = {
        func quote(_ price: Int64, _ size: Int64, _ children: [ChildView] = []) -> QuoteView {
            QuoteView(
                price: Price(units: price),
                size: Quantity(units: size),
                state: children.isEmpty ? .fake : .live,
                children: children
            )
        }
        let sell = [
            ChildView(venue: firstVenue, size: Quantity(units: 3_000)),
            ChildView(venue: secondVenue, size: Quantity(units: 2_000)),
        ]
        let buy = [ChildView(venue: firstVenue, size: Quantity(units: 5_000))]
        let strategy = StrategyView(
            isOn: true,
            state: .quoting,
            fair: Price(units: 6_412_345),
            volatility: 31,
            halfSpread: Price(units: 55),
            skew: Price(units: -40),
            inventory: Quantity(units: 1_320),
            requotesPerTenSeconds: 21,
            matches: 118
        )
        return TraderView(
            strategy: strategy,
            asks: FiveLevels([
                quote(6_412_400, 5_000, sell), quote(6_412_460, 7_500), quote(6_412_520, 10_000),
                quote(6_412_580, 12_500), quote(6_412_640, 15_000),
            ]),
            bids: FiveLevels([
                quote(6_412_290, 5_000, buy), quote(6_412_230, 7_500), quote(6_412_170, 10_000),
                quote(6_412_110, 12_500), quote(6_412_050, 15_000),
            ])
        )
    }()

    static let account = AccountView(
        position: Quantity(units: 1_320),
        profit: ProfitView(realised: Money(units: 910), open: Money(units: 324), fees: Money(units: -188)),
        limits: LimitsView(position: Quantity(units: 5_000), orders: 20, loss: Money(units: 25_000))
    )

    /// An order of the frame's second, by its milliseconds before the frame.
    private static func order(
        _ identifier: Int64,
        _ before: Int64,
        _ venue: VenueID,
        _ side: TradeSide,
        _ size: Int64,
        _ price: Int64,
        _ phase: OrderPhaseView,
        acknowledgement: Int64,
        parent: Int64
    ) -> OrderView {
        OrderView(
            identifier: identifier,
            time: WallTime(nanoseconds: wallTime.nanoseconds - before * 1_000_000),
            venue: venue,
            side: side,
            size: Quantity(units: size),
            price: Price(units: price),
            phase: phase,
            acknowledgement: .milliseconds(acknowledgement),
            parent: parent
        )
    }

    static let orders: [OrderView] = {
        var orders = [
            order(11, 188, firstVenue, .buy, 5_000, 6_412_290, .working, acknowledgement: 4, parent: 311),
            order(12, 185, firstVenue, .sell, 3_000, 6_412_400, .working, acknowledgement: 5, parent: 312),
            order(13, 185, secondVenue, .sell, 2_000, 6_412_410, .working, acknowledgement: 21, parent: 312),
            order(9, 3780, firstVenue, .sell, 3_000, 6_412_400, .filled, acknowledgement: 5, parent: 310),
            order(10, 3779, secondVenue, .sell, 2_000, 6_412_410, .filled, acknowledgement: 21, parent: 310),
            order(8, 7960, firstVenue, .buy, 5_000, 6_412_280, .partial, acknowledgement: 4, parent: 309),
            order(7, 13_670, secondVenue, .buy, 4_000, 6_412_280, .rejected, acknowledgement: 19, parent: 308),
        ]
        for index in [3, 4] {
            orders[index].filled = orders[index].size
            orders[index].average = Price(units: orders[index].price.units + (index == 3 ? 0 : 10))
            orders[index].slippage = Price(units: index == 3 ? 0 : 10)
        }
        orders[4].note = "price better than sent"
        orders[5].filled = Quantity(units: 2_000)
        orders[5].average = orders[5].price
        orders[5].slippage = Price(units: 0)
        orders[5].phase = .cancelled
        orders[5].note = "rest cancelled after 2.0 s"
        orders[6].note = "insufficient balance"
        return orders
    }()

    static let parents = [
        ParentView(
            identifier: 312,
            time: moment(before: 1),
            side: .sell,
            limit: Price(units: 6_412_400),
            requested: Quantity(units: 5_000),
            working: Quantity(units: 5_000)
        )
    ]
}

extension ConsoleViewModel {
    /// The strategy quotes, three orders work, a little is earned.
    mutating func trade() {
        execution = .run
        trader = SampleConsole.trader
        account = SampleConsole.account
        limits = Self.someLimits
        orders = SampleConsole.orders
        parents = SampleConsole.parents
        for index in venues.indices {
            venues[index].gate = .open
            venues[index].roundTrip = .milliseconds(index == 0 ? 4 : 21)
        }
        venues[0].ladder.mark(own: [(6_412_400, 3_000), (6_412_290, 5_000)])
        venues[1].ladder.mark(own: [(6_412_410, 2_000)])
    }

    /// Some limits, one of each unit.
    static var someLimits: [LimitView] {
        [
            LimitView(
                name: "position",
                value: 5_000,
                unit: "USDT",
                range: 1...1_000_000_000,
                used: 1_320,
                description: "position at its worst"
            ),
            LimitView(
                name: "order-volume",
                value: 5,
                unit: "%",
                range: 1...100,
                used: nil,
                description: "share of the depth in sight"
            ),
            LimitView(name: "orders", value: 8, unit: "", range: 1...64, used: 3, description: "open orders"),
            LimitView(
                name: "executions-per-minute",
                value: 20,
                unit: "",
                range: 1...600,
                used: 20,
                description: "executions without a key"
            ),
        ]
    }

    /// Position, profit, orders and the strategy's figures outgrow their cells.
    mutating func outgrow() {
        account.position = Quantity(units: -123_456_789_012)
        account.profit = ProfitView(
            realised: Money(units: -98_765_432_109),
            open: Money(units: 1_234_567_890),
            fees: Money(units: -45_678_901)
        )
        orders[0].size = Quantity(units: 1_234_567_890)
        orders[3].slippage = Price(units: -1_234_567)
        orders[4].acknowledgement = .seconds(12_345)
        trader.strategy.inventory = account.position
        trader.strategy.halfSpread = Price(units: 1_234_567)
        trader.strategy.skew = Price(units: -7_654_321)
        trader.strategy.volatility = 987_654
        venues[0].lastTrade?.quantity = Quantity(units: 1_234_567_890_123)
        venues[0].sequence = 9_223_372_036_854_775_807
        venues[0].gaps = 123_456
        venues[1].messagesPerSecond = 1_234_567
    }

    /// Every sentence that comes from outside is longer than its place.
    mutating func speakLong() {
        let reason =
            "The certificate of the venue could not be verified: the chain ends in an authority that is not "
            + "known here, and the name does not agree with it either"
        venues[1].state = .down(
            Outage(
                reason: reason,
                since: SampleConsole.moment(before: 86_400),
                elapsed: .seconds(86_400),
                attempt: 1_234,
                retryIn: .seconds(60)
            )
        )
        execution = .part
        orders[6].note = "EOrder:Insufficient funds, minimum not met, and the account may not trade this pair at all"
        notices = [NoticeView(time: SampleConsole.moment(before: 1), text: "KRAKEN down: " + reason, weight: .alarm)]
        trader.strategy.state = .halted(reason: "the venues are 1234 bp apart, so one of them is wrong")
    }

    /// The execution is held: nothing works any more.
    mutating func hold() {
        execution = .hold(HoldView(since: SampleConsole.moment(before: 42), elapsed: .seconds(42)))
        stopOrders(note: "by pause")
        func held(_ side: FiveLevels<QuoteView>) -> FiveLevels<QuoteView> {
            FiveLevels(
                (0..<side.count).compactMap { side[$0] }.map { quote in
                    var quote = quote
                    quote.state = .held
                    quote.children = []
                    return quote
                }
            )
        }
        trader.asks = held(trader.asks)
        trader.bids = held(trader.bids)
    }

    /// Only the offers stand, for something is held: what works is what makes that smaller.
    mutating func reduce() {
        execution = .reducing(HoldView(since: SampleConsole.moment(before: 42), elapsed: .seconds(42)))
        orders.removeAll { $0.phase.isOpen && $0.side == .buy }
        trader.bids = FiveLevels()
        trader.quoteCount = trader.asks.count
    }

    /// Everything was stopped.
    mutating func kill() {
        let parts = [
            VenueKillView(
                venue: VenueID(slot: 0),
                opened: 2,
                remaining: 0,
                isConfirmed: true,
                elapsed: .milliseconds(510)
            ),
            VenueKillView(
                venue: VenueID(slot: 1),
                opened: 1,
                remaining: 0,
                isConfirmed: true,
                elapsed: .milliseconds(530)
            ),
        ]
        execution = .killed(KillView(since: SampleConsole.moment(before: 3), venues: parts))
        stopOrders(note: "by kill")
        trader = TraderView(strategy: StrategyView(state: .off, inventory: Quantity(units: 1_320), matches: 118))
    }

    /// The second venue has answered nothing since the kill.
    mutating func leaveUnconfirmed() {
        guard case .killed(var kill) = execution else { return }
        kill.venues[1].remaining = 1
        kill.venues[1].isConfirmed = false
        kill.venues[1].elapsed = .milliseconds(3_200)
        execution = .killed(kill)
        orders[2].phase = .unknown
        orders[2].filled = nil
        orders[2].inDoubtFor = .milliseconds(3_200)
        orders[2].note = "cancel not answered"
    }

    /// Of an order at the second venue nothing is known; one at the first is filled in part.
    mutating func doubt() {
        orders[0].phase = .partial
        orders[0].filled = Quantity(units: 2_000)
        orders[0].average = orders[0].price
        orders[0].slippage = Price(units: 0)
        orders[2].phase = .unknown
        orders[2].filled = nil
        orders[2].acknowledgement = nil
        orders[2].inDoubtFor = .milliseconds(1_200)
        orders[2].note = "asked twice"
        doubts = [
            DoubtView(
                venue: VenueID(slot: 1),
                orders: 1,
                buying: .zero,
                selling: orders[2].size,
                elapsed: .milliseconds(1_200),
                endsIn: .milliseconds(6_800),
                step: "asked twice"
            )
        ]
        venues[1].gate = .inDoubt
        execution = .part
        parents[0].working = Quantity(units: 3_000)
        parents[0].unknown = Quantity(units: 2_000)
        trader.asks = trader.asks.withFirst { quote in
            quote.state = .unknown
            quote.children[1].isUnknown = true
        }
    }

    /// Both children of the sale have ended, one of them before it was filled as a whole.
    mutating func leaveRest() {
        for (index, filled) in [(1, Int64(3_000)), (2, 500)] {
            orders[index].phase = index == 1 ? .filled : .cancelled
            orders[index].filled = Quantity(units: filled)
            orders[index].average = orders[index].price
            orders[index].slippage = Price(units: 0)
        }
        orders[2].note = "rest not taken"
        orders[6].phase = .denied
        orders[6].acknowledgement = nil
        orders[6].note = "SLIPPAGE"
        parents[0].filled = Quantity(units: 3_500)
        parents[0].working = .zero
        parents[0].cancelled = Quantity(units: 1_500)
        parents[0].deadlineIn = .milliseconds(700)
        trader.asks = trader.asks.withFirst { quote in
            quote.filled = Quantity(units: 3_500)
            quote.children = []
        }
    }

    private mutating func stopOrders(note: String) {
        for index in orders.indices where orders[index].phase.isOpen {
            orders[index].phase = .cancelled
            orders[index].note = note
        }
        for index in venues.indices {
            venues[index].ladder.mark(own: [])
        }
    }
}

extension FiveLevels<QuoteView> {
    /// The same with another first quote.
    fileprivate func withFirst(_ change: (inout QuoteView) -> Void) -> FiveLevels<QuoteView> {
        var quotes = (0..<count).compactMap { self[$0] }
        if !quotes.isEmpty { change(&quotes[0]) }
        return FiveLevels(quotes)
    }
}

extension LadderView {
    /// Says which of its levels hold orders of our own, and how much.
    fileprivate mutating func mark(own: [(price: Int64, size: Int64)]) {
        func marked(_ side: FiveLevels<LevelView>) -> FiveLevels<LevelView> {
            FiveLevels(
                (0..<side.count).compactMap { side[$0] }.map { level in
                    let size = own.first { $0.price == level.price.units }?.size ?? 0
                    return LevelView(price: level.price, quantity: level.quantity, own: Quantity(units: size))
                }
            )
        }
        asks = marked(asks)
        bids = marked(bids)
    }
}
