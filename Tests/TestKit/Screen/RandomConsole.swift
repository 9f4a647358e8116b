import Books
public import TUI

/// Frames of the console with random contents: every state, extreme numbers, hostile texts.
public struct RandomConsole {
    var random: SplitMix64

    /// A source of frames; the same seed, the same frames.
    public init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// The next frame, of up to eight venues.
    public mutating func next() -> ConsoleViewModel {
        let formats = (0..<2).map { _ in
            let unit = DecimalUnit(decimals: Int.random(in: 0...18, using: &random))
            return NumberFormat(
                unit: unit,
                decimals: Int.random(in: 0...18, using: &random),
                integerDigits: Int.random(in: 1...9, using: &random)
            )
        }
        var model = ConsoleViewModel(
            mode: ConsoleMode.allCases.randomElement(using: &random) ?? .sim,
            instrument: InstrumentView(name: text(), price: formats[0], quantity: formats[1]),
            wallTime: WallTime(nanoseconds: number()),
            execution: execution(),
            venues: []
        )
        for slot in 0..<Int.random(in: 0...VenueID.limit, using: &random) {
            model.venues.append(venue(slot))
        }
        model.consumer = consumer()
        model.trader = trader()
        model.account = AccountView(
            position: optional { Quantity(units: $0.number()) },
            profit: optional {
                ProfitView(
                    realised: Money(units: $0.number()),
                    open: Money(units: $0.number()),
                    fees: Money(units: $0.number())
                )
            },
            limits: LimitsView(
                position: optional { Quantity(units: $0.number()) },
                orders: optional { Int($0.number()) },
                loss: optional { Money(units: $0.number()) }
            )
        )
        model.isReadOnly = Bool.random(using: &random)
        model.arming = Arming.allCases.randomElement(using: &random) ?? .notNeeded
        model.playback = optional { random in
            PlaybackView(
                position: TimeSpan(nanoseconds: random.number()),
                length: random.optional { TimeSpan(nanoseconds: $0.number()) },
                speed: Bool.random(using: &random.random) ? .unlimited : .tenths(Int(random.number())),
                isPaused: Bool.random(using: &random.random)
            )
        }
        addOrders(to: &model)
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            model.notices.append(
                NoticeView(
                    time: WallTime(nanoseconds: number()),
                    text: text(),
                    weight: NoticeWeight.allCases.randomElement(using: &random) ?? .info
                )
            )
        }
        return model
    }

    /// A size between one cell and a large screen; small ones and the breakpoints come often.
    public mutating func size() -> ScreenSize {
        let breakpoints = [1, 2, 23, 24, 30, 39, 40, 50, 59, 60, 79, 80, 99, 100, 119, 120, 159, 160, 199, 200]
        func side(_ limit: Int, _ random: inout SplitMix64) -> Int {
            Bool.random(using: &random)
                ? Int.random(in: 1...limit, using: &random)
                : min(breakpoints.randomElement(using: &random) ?? 1, limit)
        }
        return ScreenSize(columns: side(250, &random), rows: side(70, &random))
    }

    private mutating func venue(_ slot: Int) -> VenueView {
        VenueView(
            venue: VenueID(slot: slot),
            name: text(),
            letter: "BKCOYSXZ".unicodeScalars.randomElement(using: &random) ?? "B",
            state: state(),
            latency: optional { TimeSpan(nanoseconds: $0.number()) },
            delay: optional {
                DelayView(median: TimeSpan(nanoseconds: $0.number()), high: TimeSpan(nanoseconds: $0.number()))
            },
            messagesPerSecond: optional { Int($0.number()) },
            gaps: Int(number()),
            age: optional { TimeSpan(nanoseconds: $0.number()) },
            sequence: optional { $0.number() },
            lastTrade: optional {
                LastTradeView(
                    price: Price(units: $0.number()),
                    quantity: Quantity(units: $0.number()),
                    move: PriceMove.allCases.randomElement(using: &$0.random) ?? .same
                )
            },
            ladder: ladder()
        )
    }

    private mutating func state() -> VenueState {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .connecting
        case 1: .syncing
        case 2: .stale(age: TimeSpan(nanoseconds: number()))
        case 3: .resyncing(reason: text())
        case 4: .halted(reason: text())
        case 5:
            .down(
                Outage(
                    reason: text(),
                    since: WallTime(nanoseconds: number()),
                    elapsed: TimeSpan(nanoseconds: number()),
                    attempt: Int(number()),
                    retryIn: optional { TimeSpan(nanoseconds: $0.number()) }
                )
            )
        default: .live
        }
    }

    private mutating func execution() -> ExecutionState {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .none
        case 1: .run
        case 2: .part
        case 3: .hold(hold())
        case 4: .reducing(hold())
        default: .killed(kill())
        }
    }

    private mutating func hold() -> HoldView {
        HoldView(
            since: WallTime(nanoseconds: number()),
            elapsed: TimeSpan(nanoseconds: number()),
            cause: text(),
            endsByItself: Bool.random(using: &random)
        )
    }

    private mutating func ladder() -> LadderView {
        LadderView(asks: levels(), bids: levels())
    }

    private mutating func levels() -> FiveLevels<LevelView> {
        var levels = FiveLevels<LevelView>()
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            levels.append(
                LevelView(
                    price: Price(units: number()),
                    quantity: Quantity(units: number()),
                    own: Quantity(units: number())
                )
            )
        }
        return levels
    }

    private mutating func consumer() -> ConsumerView {
        var sides: [FiveLevels<ConsumerLevelView>] = []
        for _ in 0..<2 {
            var side = FiveLevels<ConsumerLevelView>()
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                var parts = VenueQuantities()
                for slot in 0..<VenueID.limit where Bool.random(using: &random) {
                    parts[VenueID(slot: slot)] = Quantity(units: number())
                }
                side.append(
                    ConsumerLevelView(
                        price: Price(units: number()),
                        total: Quantity(units: number()),
                        parts: parts
                    )
                )
            }
            sides.append(side)
        }
        let history = (0..<Int.random(in: 0...130, using: &random)).map { _ in
            optional { MidAndSpread(bid: Price(units: $0.number()), ask: Price(units: $0.number())) } ?? nil
        }
        return ConsumerView(
            asks: sides[0],
            bids: sides[1],
            crossedFor: optional { TimeSpan(nanoseconds: $0.number()) },
            crossedTotal: TimeSpan(nanoseconds: number()),
            lockedTotal: TimeSpan(nanoseconds: number()),
            history: MarketHistory(interval: TimeSpan(nanoseconds: number()), samples: history)
        )
    }

    mutating func optional<Value>(_ make: (inout RandomConsole) -> Value) -> Value? {
        Bool.random(using: &random) ? make(&self) : nil
    }

    /// Small numbers, large ones, and the ends of the range.
    mutating func number() -> Int64 {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: [Int64.min, .max, 0, -1, 1].randomElement(using: &random) ?? 0
        case 1...6: Int64.random(in: 0...10_000_000, using: &random)
        default: Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...62, using: &random)
        }
    }

    /// Words, control characters, wide and combining characters, up to twice the width of a screen.
    mutating func text() -> String {
        let alphabet: [Unicode.Scalar] = ["A", "b", "9", " ", "é", "漢", "\u{301}", "\u{1B}", "\n", "\u{202E}", "🦀"]
        var text = ""
        for _ in 0..<Int.random(in: 0...[4, 12, 400][Int.random(in: 0..<3, using: &random)], using: &random) {
            text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "A")
        }
        return text
    }
}
