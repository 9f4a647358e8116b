import Books

/// When the quotes are made anew.
///
/// When the fair price has moved by more than a tick and a quarter of the half spread, the volatility by more than a
/// fifth, the inventory at all, and else about every second; never more than four times a second. The second is drawn
/// within ± 20 %, so that nobody can set a clock by our quotes.
struct RequotePolicy: Sendable {
    /// The shortest time between two quote sets.
    static let shortest = TimeSpan.milliseconds(250)
    /// The usual longest time.
    static let usual = TimeSpan.seconds(1)

    /// What a quote set was made from.
    struct Basis: Sendable, Equatable {
        /// The fair price, in price units.
        var fair: Double
        /// Half of the spread of the quotes, in price units.
        var half: Double
        /// The tick, in price units.
        var tick: Double
        /// The volatility.
        var sigma: Double
        /// The inventory.
        var inventory: Quantity
    }

    private var basis: Basis?
    private var earliest: MonotonicTime?
    private var latest = MonotonicTime(nanoseconds: 0)

    /// Nothing quoted yet.
    init() {}

    /// When it is due at the latest; nil before the first quote set.
    var deadline: MonotonicTime? { basis == nil ? nil : latest }

    /// Whether it may be done: the last time is a quarter of a second ago.
    func mayQuote(at now: MonotonicTime) -> Bool {
        earliest.map { now >= $0 } ?? true
    }

    /// Whether it has to be done, if it may.
    func isDue(fair: Double, sigma: Double, inventory: Quantity, at now: MonotonicTime) -> Bool {
        guard let basis else { return true }
        return now >= latest || inventory != basis.inventory
            || (fair - basis.fair).magnitude > max(basis.tick, 0.25 * basis.half)
            || (sigma - basis.sigma).magnitude > 0.2 * basis.sigma
    }

    /// Notes that it was done.
    mutating func note(_ basis: Basis, at now: MonotonicTime, random: inout SeededRandom) {
        self.basis = basis
        earliest = now + Self.shortest
        latest = now + Self.draw(around: Self.usual, random: &random)
    }

    /// Asks for quotes as soon as they may be.
    mutating func invalidate() {
        basis = nil
    }

    /// A time within ± 20 % of `span`.
    static func draw(around span: TimeSpan, random: inout SeededRandom) -> TimeSpan {
        let fifth = span.nanoseconds / 5
        return TimeSpan(nanoseconds: span.nanoseconds + Int64.random(in: -fifth...fifth, using: &random))
    }
}
