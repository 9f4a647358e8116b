public import Books

/// Times in words, from integers.
public enum ProbeFigures {
    /// `12.345 ms`.
    public static func milliseconds(_ span: TimeSpan) -> String {
        milliseconds(span.nanoseconds) + " ms"
    }

    /// `12.345`, rounded to the nearest microsecond.
    public static func milliseconds(_ nanoseconds: Int64) -> String {
        let rounded = nanoseconds.magnitude / 1_000 + (nanoseconds.magnitude % 1_000 >= 500 ? 1 : 0)
        let fraction = String(rounded % 1_000)
        let sign = nanoseconds < 0 && rounded > 0 ? "-" : ""
        return "\(sign)\(rounded / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    /// `1.25 %` of millionths.
    public static func percent(_ millionths: Int) -> String {
        let hundredths = (millionths + 50) / 100
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100)." + (fraction.count == 1 ? "0" : "") + fraction + " %"
    }

    /// `-0.125 ppm` of parts of 10^12.
    public static func partsPerMillion(_ perTrillion: Int64) -> String {
        milliseconds(perTrillion) + " ppm"
    }
}
