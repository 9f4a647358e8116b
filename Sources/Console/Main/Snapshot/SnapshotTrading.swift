import Books
import TUI
import Venues

/// What a snapshot says about our own quotes, orders and money.
struct SnapshotTrading {
    private let model: ConsoleViewModel
    private let numbers: SnapshotNumbers

    init(_ model: ConsoleViewModel, _ numbers: SnapshotNumbers) {
        self.model = model
        self.numbers = numbers
    }

    /// Whether orders can leave, and if not since when and why.
    var execution: JSONValue {
        let (state, since, cause): (String, WallTime?, String?) =
            switch model.execution {
            case .none: ("none", nil, nil)
            case .run: ("run", nil, nil)
            case .part: ("part", nil, nil)
            case .reducing(let hold): ("reducing", hold.since, hold.cause)
            case .hold(let hold): ("hold", hold.since, hold.cause)
            case .killed(let kill): ("killed", kill.since, kill.cause)
            }
        return .members([
            "state": .string(state), "since": SnapshotNumbers.time(since), "cause": cause.map { .string($0) } ?? .null,
        ])
    }

    /// The strategy and the book of its quotes.
    var trader: JSONValue {
        .members([
            "strategy_on": .bool(model.trader.strategy.isOn),
            "fair": numbers.price(model.trader.strategy.fair),
            "half_spread": numbers.price(model.trader.strategy.halfSpread),
            "asks": quotes(model.trader.asks),
            "bids": quotes(model.trader.bids),
        ])
    }

    /// Position, profit and limits.
    var account: JSONValue {
        let profit = model.account.profit
        return .members([
            "position": numbers.quantity(model.account.position),
            "realised": numbers.money(profit?.realised),
            "open": numbers.money(profit?.open),
            "fees": numbers.money(profit?.fees),
            "limit_position": numbers.quantity(model.account.limits.position),
            "limit_orders": model.account.limits.orders.map { .count($0) } ?? .null,
            "limit_loss": numbers.money(model.account.limits.loss),
        ])
    }

    /// A child order.
    func order(_ order: OrderView) -> JSONValue {
        .members([
            "id": .count(order.identifier),
            "time": SnapshotNumbers.time(order.time),
            "venue": .string(model.venues.first { $0.venue == order.venue }?.name ?? "?"),
            "side": .string(side(order.side)),
            "price": numbers.price(order.price),
            "size": numbers.quantity(order.size),
            "state": .string("\(order.phase)"),
            "filled": numbers.quantity(order.filled),
            "average": numbers.price(order.average),
            "parent": order.parent.map { .count($0) } ?? .null,
            "note": order.note.map { .string($0) } ?? .null,
        ])
    }

    /// A parent, with the sum that always holds: requested is all the others together.
    func parent(_ parent: ParentView) -> JSONValue {
        .members([
            "id": .count(parent.identifier),
            "time": SnapshotNumbers.time(parent.time),
            "side": .string(side(parent.side)),
            "limit": numbers.price(parent.limit),
            "requested": numbers.quantity(parent.requested),
            "filled": numbers.quantity(parent.filled),
            "working": numbers.quantity(parent.working),
            "cancelled": numbers.quantity(parent.cancelled),
            "rejected": numbers.quantity(parent.rejected),
            "unknown": numbers.quantity(parent.unknown),
            "unallocated": numbers.quantity(parent.unallocated),
            "average": numbers.price(parent.average),
        ])
    }

    private func quotes(_ quotes: FiveLevels<QuoteView>) -> JSONValue {
        .array(
            (0..<quotes.count).compactMap { quotes[$0] }.map { quote in
                .members([
                    "price": numbers.price(quote.price),
                    "size": numbers.quantity(quote.size),
                    "filled": numbers.quantity(quote.filled),
                    "state": .string("\(quote.state)"),
                ])
            }
        )
    }

    private func side(_ side: TradeSide) -> String { side == .buy ? "buy" : "sell" }
}
