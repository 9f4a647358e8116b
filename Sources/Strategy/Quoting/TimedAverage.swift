/// An exponentially weighted average over time: `v += (1 - exp(-dt / tau)) (x - v)`, begun with the first value.
struct TimedAverage {
    /// The time after which a value weighs a third, in seconds.
    let tau: Double
    /// The average; nil before the first value.
    private(set) var value: Double?

    /// An average with nothing in it.
    init(tau: Double) {
        self.tau = tau
    }

    /// Takes a value in that stood for `seconds`.
    mutating func add(_ x: Double, over seconds: Double) {
        guard let before = value else {
            value = x
            return
        }
        value = before - RealFunctions.expMinusOne(-seconds / tau) * (x - before)
    }
}
