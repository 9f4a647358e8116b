import Books

/// Numbers as a person reads them in a line.
enum Figures {
    /// A count with its thousands apart: `108,273`.
    static func count(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// Bytes as megabytes with one decimal: `12.3 MB`.
    static func megabytes(_ bytes: Int) -> String {
        DecimalText.text(Int64(bytes / 100_000), unit: DecimalUnit(decimals: 1)) + " MB"
    }

    /// Hours, minutes and seconds: `00:05:45`.
    static func clock(_ span: TimeSpan) -> String {
        let seconds = max(span.milliseconds, 0) / 1_000
        return [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            .joined(separator: ":")
    }
}
