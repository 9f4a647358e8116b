/// How much the fair price moves: basis points per square root of a second, from prices a second apart.
///
/// The square root of the larger of a slow average of r²/dt (300 s) and a fast one (30 s). The fast one is taken of
/// the bipower product of neighbouring returns, so that one jump does not count as unrest that lasts.
struct Volatility: Sendable {
    /// The time constants, in seconds.
    static let fastTime = 30.0
    /// See ``fastTime``.
    static let slowTime = 300.0
    /// Over how many returns jumps are looked for: five minutes.
    static let jumpWindow = 300
    /// The share of the realised variance that jumps must have made to be told.
    static let jumpShare = 0.4

    /// How many returns are averaged plainly before the exponential averages begin with that.
    ///
    /// An average that began with its first return would be ruled by it for minutes.
    let warmUp: Int
    /// How many returns came.
    private(set) var count = 0

    private var fast = TimedAverage(tau: fastTime)
    private var slow = TimedAverage(tau: slowTime)
    private var fastSum = 0.0
    private var slowSum = 0.0
    private var lastPrice: Double?
    /// The last return over the square root of its time.
    private var lastRate: Double?
    private var returns: [Double] = []
    private var oldest = 0

    /// Nothing known; the first `warmUp` returns, at least two, make the start.
    init(warmUp: Int) {
        self.warmUp = max(2, warmUp)
        returns.reserveCapacity(Self.jumpWindow)
    }

    /// The volatility; nil before there are enough returns.
    var sigma: Double? {
        guard let fast = fast.value, let slow = slow.value else { return nil }
        return max(fast, slow).squareRoot()
    }

    /// Takes the price in that stands now, `seconds` after the one before.
    mutating func add(_ price: Double, after seconds: Double) {
        defer { lastPrice = price }
        guard let before = lastPrice, before > 0, price > 0, seconds > 0 else { return }
        let change = RealFunctions.log(price / before) * 1e4
        guard change.isFinite else { return }
        let rate = change.magnitude / seconds.squareRoot()
        take(square: rate * rate, product: .pi / 2 * rate * (lastRate ?? rate), over: seconds)
        lastRate = rate
        keep(change)
    }

    /// Forgets the last price: the next one is of other venues, and its difference to that would be no return.
    mutating func breakChain() {
        lastPrice = nil
        lastRate = nil
    }

    /// Whether jumps have made much of the movement of the last minutes.
    var hasJumped: Bool {
        var series = ReturnSeries()
        for index in returns.indices {
            let place = oldest + index
            series.add(returns[place < returns.count ? place : place - returns.count])
        }
        return (series.jumpShare ?? 0) > Self.jumpShare
    }

    // MARK: - Parts

    private mutating func take(square: Double, product: Double, over seconds: Double) {
        count += 1
        guard count > warmUp else {
            fastSum += product
            slowSum += square
            if count == warmUp {
                fast.add(fastSum / Double(count), over: seconds)
                slow.add(slowSum / Double(count), over: seconds)
            }
            return
        }
        fast.add(product, over: seconds)
        slow.add(square, over: seconds)
    }

    private mutating func keep(_ change: Double) {
        guard returns.count == Self.jumpWindow else {
            returns.append(change)
            return
        }
        returns[oldest] = change
        oldest = (oldest + 1) % Self.jumpWindow
    }
}
