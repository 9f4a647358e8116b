import Glibc

/// One axis of a plot: which values it spans, and where it has marks with texts.
struct PlotAxis {
    /// One mark.
    struct Mark {
        /// Where on the axis, 0 to 1.
        let place: Double
        /// What stands there.
        let text: String
    }

    /// What is counted, and in what.
    let name: String
    /// The marks, in their order.
    let marks: [Mark]

    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool

    /// An axis over a range, grown to whole steps of 1, 2 or 5 times a power of ten.
    init(_ name: String, _ range: ClosedRange<Double>, marks count: Int = 6) {
        self.name = name
        isLogarithmic = false
        var (low, high) = (range.lowerBound, range.upperBound)
        if high <= low { (low, high) = (low - Self.room(low), high + Self.room(high)) }
        let step = Self.step((high - low) / Double(count))
        low = (low / step).rounded(.down) * step
        high = (high / step).rounded(.up) * step
        (self.low, self.high) = (low, high)
        let steps = Int(((high - low) / step).rounded())
        let decimals = max(0, -Int(log10(step).rounded(.down)))
        marks = (0...max(1, steps)).map { index in
            Mark(
                place: Double(index) / Double(max(1, steps)),
                text: Self.text(low + Double(index) * step, decimals: decimals)
            )
        }
    }

    /// An axis over powers of ten, for values above zero.
    init(logarithmic name: String, _ range: ClosedRange<Double>) {
        self.name = name
        isLogarithmic = true
        let first = log10(max(range.lowerBound, 1e-3)).rounded(.down)
        let last = max(first + 1, log10(max(range.upperBound, 1e-3)).rounded(.up))
        (low, high) = (first, last)
        marks = (0...Int(last - first)).map { index in
            let exponent = Int(first) + index
            return Mark(
                place: Double(index) / (last - first),
                text: Self.text(pow(10, Double(exponent)), decimals: max(0, -exponent))
            )
        }
    }

    /// Where a value lies, 0 to 1.
    func place(_ value: Double) -> Double {
        let value = isLogarithmic ? log10(max(value, 1e-3)) : value
        return min(1, max(0, (value - low) / (high - low)))
    }

    /// The values between which each of `count` equal parts of the axis lies.
    func parts(_ count: Int) -> [Range<Double>] {
        let edges = (0...count).map { low + (high - low) * Double($0) / Double(count) }
        return zip(edges, edges.dropFirst()).map { low, high in
            isLogarithmic ? pow(10, low)..<pow(10, high) : low..<high
        }
    }

    /// A number with so many decimals.
    static func text(_ value: Double, decimals: Int) -> String {
        let scale = pow(10, Double(decimals))
        let units = (value * scale).rounded()
        let digits = String(Int64(exactly: abs(units)) ?? .max)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = units < 0 ? "\u{2212}" : ""
        guard decimals > 0 else { return sign + padded }
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    private static func room(_ value: Double) -> Double { value == 0 ? 1 : abs(value) * 0.001 }

    /// The smallest of 1, 2 and 5 times a power of ten that is not below a length.
    private static func step(_ length: Double) -> Double {
        let power = pow(10, log10(length).rounded(.down))
        return [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= length * 0.999_999 } ?? 10 * power
    }
}
