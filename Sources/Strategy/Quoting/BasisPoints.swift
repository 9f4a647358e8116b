/// A share as a count of thousandths of a basis point: what the quoting mathematics gives to those who count in whole
/// numbers.
public struct BasisPoints: Sendable, Hashable, Comparable {
    /// Thousandths of a basis point.
    public var thousandths: Int64

    /// A share of this many thousandths of a basis point.
    public init(thousandths: Int64) {
        self.thousandths = thousandths
    }

    /// The nearest count, held within ±10^15; nothing for what is not a number.
    init(_ value: Double) {
        let scaled = (value * 1_000).rounded()
        thousandths = scaled.isNaN ? 0 : Int64(min(max(scaled, -1e15), 1e15))
    }

    public static func < (left: BasisPoints, right: BasisPoints) -> Bool {
        left.thousandths < right.thousandths
    }
}
