import Books

/// A length of time as a person types it: `90s`, `10m`, `1h30m`, `500ms`.
enum TypedSpan {
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("ms", 1_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
    ]

    /// The span that `text` names; nil where it names none, or one of more than a year.
    static func parse(_ text: String) -> TimeSpan? {
        var rest = text[...]
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard let unit = units.first(where: { rest.hasPrefix($0.name) }), let count = Int64(digits),
                count <= 31_536_000_000
            else { return nil }
            rest = rest.dropFirst(unit.name.count)
            let (product, overflow) = count.multipliedReportingOverflow(by: unit.nanoseconds)
            guard !overflow, product <= limit - total else { return nil }
            total += product
        }
        return TimeSpan(nanoseconds: total)
    }

    private static let limit: Int64 = 31_536_000_000_000_000
}
