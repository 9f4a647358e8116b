public import Books
public import TUI

/// Frames of the console with fixed numbers, one for every state that the golden screens show.
public enum SampleConsole: String, CaseIterable, Sendable {
    /// Both venues live.
    case normal
    /// Both venues live, and somebody held the execution.
    case held
    /// Both venues live, and only orders go that make the position smaller.
    case reducing
    /// The second venue lost its connection.
    case oneVenueDown = "one-venue-down"
    /// The second venue's numbers are old.
    case oneVenueStale = "one-venue-stale"
    /// Both venues lost their connections.
    case noVenue = "no-venue"
    /// The console has just started.
    case connecting
    /// The best bid is above the best ask.
    case crossed
    /// Both venues are live and nothing stands in their books.
    case empty
    /// Everything was stopped.
    case killed
    /// Everything was stopped, and one venue has not confirmed that nothing is open there.
    case killUnconfirmed = "kill-unconfirmed"
    /// The answer about one order is missing, another one is filled in part.
    case inDoubt = "in-doubt"
    /// A match was filled in part, and its rest is sent again for a moment.
    case residual
    /// Numbers too long for their cells: the column gives up decimals, never one row.
    case overflow
    /// Sentences, reasons and names too long for their places.
    case longWords = "long-words"

    /// 2024-08-08 15:04:05 UTC.
    public static let wallTime = WallTime(nanoseconds: 1_723_129_445_000_000_000)

    /// Prices with two decimals, quantities with five.
    public static let instrument = InstrumentView(
        name: "BTC-USDT",
        price: NumberFormat(unit: DecimalUnit(decimals: 2), decimals: 2, integerDigits: 5),
        quantity: NumberFormat(unit: DecimalUnit(decimals: 5), decimals: 5, integerDigits: 3)
    )

    /// The frame.
    public var model: ConsoleViewModel {
        var model = Self.started
        switch self {
        case .connecting:
            break
        case .normal:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.notices = Self.notices
        case .held:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.hold()
            model.notices = Self.notices
        case .reducing:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.reduce()
            model.notices = Self.notices
        case .oneVenueDown:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.loseSecondVenue()
            model.notices = Self.outageNotices + Self.notices
        case .noVenue:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.loseBothVenues()
            model.notices = Self.outageNotices + Self.notices
        case .oneVenueStale:
            model.goLive([Self.binance, Self.kraken])
            model.venues[1].state = .stale(age: .milliseconds(3210))
            model.venues[1].age = .milliseconds(3210)
            model.venues[1].removedAt = Self.moment(before: 1)
            model.consumer = Self.consumer([Self.binance])
        case .crossed:
            model.goLive([Self.binance, Self.kraken.moved(by: -40)])
            model.consumer.crossedFor = .milliseconds(1312)
            model.consumer.crossedTotal = .milliseconds(84_000)
        case .empty:
            model.goLive([LadderView(), LadderView()])
        case .killed:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.kill()
            model.notices = Self.killNotices + Self.notices
        case .killUnconfirmed:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.kill()
            model.leaveUnconfirmed()
            model.notices = Self.killNotices.suffix(1) + Self.notices
        case .inDoubt:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.doubt()
            model.notices = Self.notices
        case .residual:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.leaveRest()
            model.notices = Self.notices
        case .overflow:
            model.goLive([Self.binance.grown, Self.kraken])
            model.trade()
            model.outgrow()
            model.notices = Self.notices
        case .longWords:
            model.goLive([Self.binance, Self.kraken])
            model.trade()
            model.speakLong()
        }
        return model
    }

    /// A console without any data.
    static var started: ConsoleViewModel {
        ConsoleViewModel(
            mode: .sim,
            instrument: instrument,
            wallTime: wallTime,
            venues: [
                VenueView(venue: VenueID(slot: 0), name: "BINANCE", letter: "B"),
                VenueView(venue: VenueID(slot: 1), name: "KRAKEN", letter: "K"),
            ]
        )
    }

    static let binance = ladder(
        asks: [
            (6_412_350, 81_200), (6_412_360, 215_000), (6_412_380, 45_500), (6_412_400, 420_000), (6_412_430, 103_400),
        ],
        bids: [
            (6_412_340, 125_000), (6_412_330, 64_000), (6_412_310, 330_000), (6_412_290, 18_000), (6_412_270, 501_000),
        ]
    )

    static let kraken = ladder(
        asks: [
            (6_412_350, 30_000), (6_412_370, 100_000), (6_412_380, 75_000), (6_412_410, 250_000), (6_412_430, 90_000),
        ],
        bids: [
            (6_412_330, 42_000), (6_412_320, 111_000), (6_412_310, 25_000), (6_412_280, 200_000), (6_412_270, 64_000),
        ]
    )

    private static let notices = [
        notice(7, "KRAKEN book rebuilt in 310 ms (seq 88120041)"),
        notice(8, "KRAKEN connected (try 2)"),
        notice(10, "KRAKEN gap: want 88119002 got 88119010", .warning),
        notice(65, "BINANCE live in 212 ms"),
    ]

    private static let killNotices = [
        notice(3, "KILLED by operator (K K)", .alarm),
        notice(3, "MM off"),
        notice(3, "3 cancels sent, 3 acked in 22 ms, 0 unknown"),
        notice(3, "sending is locked until :rearm"),
    ]

    private static let outageNotices = [
        notice(2, "KRAKEN try 3 failed: connection timed out", .warning),
        notice(4, "KRAKEN down: no message for 5.0 s", .alarm),
    ]

    private static func notice(_ secondsAgo: Int64, _ text: String, _ weight: NoticeWeight = .info) -> NoticeView {
        NoticeView(
            time: moment(before: secondsAgo),
            text: text,
            weight: weight
        )
    }

    /// The time of day so many seconds before the frame.
    static func moment(before seconds: Int64) -> WallTime {
        WallTime(nanoseconds: wallTime.nanoseconds - seconds * 1_000_000_000)
    }

    private static func ladder(asks: [(Int64, Int64)], bids: [(Int64, Int64)]) -> LadderView {
        func levels(_ side: [(Int64, Int64)]) -> FiveLevels<LevelView> {
            FiveLevels(side.map { LevelView(price: Price(units: $0.0), quantity: Quantity(units: $0.1)) })
        }
        return LadderView(asks: levels(asks), bids: levels(bids))
    }

    /// The merged book of `ladders`, each in its slot, by the plainest way there is.
    static func consumer(_ ladders: [LadderView]) -> ConsumerView {
        func merge(_ sides: [FiveLevels<LevelView>], _ isBetter: (Price, Price) -> Bool) -> FiveLevels<
            ConsumerLevelView
        > {
            var levels: [ConsumerLevelView] = []
            for (slot, side) in sides.enumerated() {
                for level in (0..<side.count).compactMap({ side[$0] }) {
                    let index =
                        levels.firstIndex { $0.price == level.price }
                        ?? {
                            levels.append(
                                ConsumerLevelView(price: level.price, total: .zero, parts: VenueQuantities())
                            )
                            return levels.count - 1
                        }()
                    levels[index].total = levels[index].total.addingSaturated(level.quantity)
                    levels[index].parts[VenueID(slot: slot)] = level.quantity
                }
            }
            return FiveLevels(levels.sorted { isBetter($0.price, $1.price) })
        }
        return ConsumerView(asks: merge(ladders.map(\.asks), <), bids: merge(ladders.map(\.bids), >))
    }
}

extension LadderView {
    /// The same prices, the sizes of the bids a hundred thousand times as large.
    fileprivate var grown: LadderView {
        var ladder = self
        for depth in 0..<bids.count {
            ladder.bids.change(at: depth) { $0.quantity = Quantity(units: $0.quantity.units * 100_000) }
        }
        return ladder
    }

    fileprivate func moved(by units: Int64) -> LadderView {
        func move(_ side: FiveLevels<LevelView>) -> FiveLevels<LevelView> {
            FiveLevels(
                (0..<side.count).compactMap { side[$0] }.map {
                    LevelView(price: Price(units: $0.price.units + units), quantity: $0.quantity)
                }
            )
        }
        return LadderView(asks: move(asks), bids: move(bids))
    }
}
