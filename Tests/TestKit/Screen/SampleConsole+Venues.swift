import Books
import TUI

extension ConsoleViewModel {
    /// Makes both venues live with the given books.
    mutating func goLive(_ ladders: [LadderView]) {
        let figures: [(latency: Int64, high: Int64, rate: Int, gaps: Int, age: Int64, move: PriceMove)] = [
            (12, 31, 1204, 0, 30, .up), (31, 78, 310, 1, 140, .down),
        ]
        for (index, ladder) in ladders.enumerated() {
            let figure = figures[index]
            venues[index].state = .live
            venues[index].ladder = ladder
            venues[index].latency = .milliseconds(figure.latency)
            venues[index].delay = DelayView(
                median: .milliseconds(figure.latency),
                high: .milliseconds(figure.high)
            )
            venues[index].messagesPerSecond = figure.rate
            venues[index].gaps = figure.gaps
            venues[index].age = .milliseconds(figure.age)
            venues[index].tries = figure.gaps
            venues[index].sequence = 88_120_041
            venues[index].lastTrade = LastTradeView(
                price: Price(units: index == 0 ? 6_412_350 : 6_412_340),
                quantity: Quantity(units: index == 0 ? 1200 : 20_000),
                move: figure.move
            )
        }
        consumer = SampleConsole.consumer(ladders)
        consumer.history = SampleConsole.history
    }

    /// The second venue is out, and what stood there is unknown.
    mutating func loseSecondVenue() {
        venues[1].goDown()
        venues[1].gate = .inDoubt
        consumer = SampleConsole.consumer([SampleConsole.binance])
        consumer.history = SampleConsole.history
        execution = .part
        orders = orders.map { order in
            guard order.venue == VenueID(slot: 1), order.phase.isOpen else { return order }
            var order = order
            order.phase = .unknown
            order.filled = nil
            order.acknowledgement = nil
            order.inDoubtFor = .milliseconds(12_400)
            order.note = "asks on reconnect"
            return order
        }
        doubts = [
            DoubtView(
                venue: VenueID(slot: 1),
                orders: 1,
                buying: .zero,
                selling: Quantity(units: 2_000),
                elapsed: .milliseconds(12_400),
                endsIn: .seconds(48),
                step: "asked on reconnect"
            )
        ]
        trader.asks = FiveLevels((0..<3).compactMap { trader.asks[$0] })
        trader.bids = FiveLevels((0..<3).compactMap { trader.bids[$0] })
        trader.quoteCount = 6
    }

    /// Both venues are out: nothing is known.
    mutating func loseBothVenues() {
        loseSecondVenue()
        venues[0].goDown()
        consumer = SampleConsole.consumer([])
        execution = .hold(
            HoldView(
                since: SampleConsole.moment(before: 5),
                elapsed: .seconds(5),
                cause: "no venue",
                endsByItself: true
            )
        )
        trader.strategy.state = .halted(reason: "no live venue")
        trader.asks = FiveLevels()
        trader.bids = FiveLevels()
        trader.quoteCount = 0
        orders.removeAll { $0.phase.isOpen }
        doubts = []
    }
}

extension VenueView {
    fileprivate mutating func goDown() {
        state = .down(
            Outage(
                reason: "no message for 5.0 s",
                since: WallTime(nanoseconds: SampleConsole.wallTime.nanoseconds - 12_400_000_000),
                elapsed: .milliseconds(12_400),
                attempt: 4,
                retryIn: .milliseconds(3000)
            )
        )
        latency = nil
        delay = nil
        messagesPerSecond = nil
        age = .milliseconds(12_400)
        tries = 4
        removedAt = SampleConsole.moment(before: 7)
        gaps = 1
    }
}
