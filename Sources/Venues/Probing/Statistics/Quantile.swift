/// The places of a distribution that are reported.
public enum Quantile: String, Sendable, CaseIterable {
    /// The least value: the path without any queue.
    case minimum = "min"
    /// The median.
    case p50
    /// What nine in ten stay within.
    case p90
    /// What 99 in 100 stay within.
    case p99
    /// What 999 in 1,000 stay within.
    case p999 = "p99.9"

    /// The share of values up to this place, in ten-thousandths.
    var share: Int {
        switch self {
        case .minimum: 0
        case .p50: 5_000
        case .p90: 9_000
        case .p99: 9_900
        case .p999: 9_990
        }
    }

    /// The place among `count` sorted values by nearest rank, from 0.
    func place(of count: Int) -> Int {
        max(0, (count * share + 9_999) / 10_000 - 1)
    }
}
