public import Books

/// The average price of the trades of the last seconds, weighted by what was traded.
public struct TradeWindow: Sendable {
    private let span: TimeSpan
    private var trades: [(at: MonotonicTime, notional: Int128, quantity: Int128)] = []
    private var first = 0
    private var notional: Int128 = 0
    private var quantity: Int128 = 0

    /// More trades than this are not kept: the oldest give way, so that a burst cannot fill the memory.
    private static let most = 4_096

    /// A window of `span`.
    public init(span: TimeSpan = .seconds(5)) {
        self.span = span
    }

    /// Takes a trade in that was heard of at `now`.
    public mutating func note(_ price: Price, _ quantity: Quantity, at now: MonotonicTime) {
        guard price.units > 0, quantity.units > 0 else { return }
        drop(before: now)
        if trades.count - first == Self.most { dropFirst() }
        let value = Notional(price, quantity).units
        // A sum of 4,096 products below 2^124 could overflow; prices and amounts that large are nobody's.
        guard value < 1 << 114 else { return }
        trades.append((now, value, Int128(quantity.units)))
        notional += value
        self.quantity += Int128(quantity.units)
    }

    /// The average at `now`, rounded down; nil while nothing was traded.
    public func average(at now: MonotonicTime) -> Price? {
        var (notional, quantity) = (notional, quantity)
        for trade in trades[first...] {
            guard now - trade.at > span else { break }
            notional -= trade.notional
            quantity -= trade.quantity
        }
        return Rounding.down.quotient(notional, quantity).map { Price(units: $0) }
    }

    private mutating func drop(before now: MonotonicTime) {
        while first < trades.count, now - trades[first].at > span { dropFirst() }
        if first > trades.count / 2 {
            trades.removeFirst(first)
            first = 0
        }
    }

    private mutating func dropFirst() {
        notional -= trades[first].notional
        quantity -= trades[first].quantity
        first += 1
    }
}
