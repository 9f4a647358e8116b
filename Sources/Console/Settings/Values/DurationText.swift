import Books

/// Lengths of time as people write them in settings.
enum DurationText {
    /// The units, each with the digits of nanoseconds that a decimal of it has, and its factor.
    private static let units: [(name: String, decimals: Int, factor: Int64)] = [
        ("ns", 0, 1), ("us", 3, 1), ("ms", 6, 1), ("s", 9, 1), ("min", 9, 60), ("h", 9, 3600),
    ]

    /// Reads a number with its unit, a space between them or not; nothing for anything else.
    static func parse(_ text: String) -> TimeSpan? {
        let letters = text.reversed().prefix { $0.isLetter }.count
        let name = String(text.suffix(letters))
        var number = text.dropLast(letters)
        while number.last == " " { number.removeLast() }
        guard !number.hasPrefix("-"), let unit = units.first(where: { $0.name == name }) else { return nil }
        let count: Int64
        do throws(DecimalError) {
            count = try DecimalText.parse(String(number), unit: DecimalUnit(decimals: unit.decimals))
        } catch {
            return nil
        }
        let (nanoseconds, overflow) = count.multipliedReportingOverflow(by: unit.factor)
        return overflow ? nil : TimeSpan(nanoseconds: nanoseconds)
    }

    /// A length of time in its largest unit of which it is a whole number.
    static func text(_ span: TimeSpan) -> String {
        let unit = units.last { unit in
            span.nanoseconds != 0 && span.nanoseconds % length(unit) == 0
        }
        guard let unit else { return "0 s" }
        return "\(span.nanoseconds / length(unit)) \(unit.name)"
    }

    private static func length(_ unit: (name: String, decimals: Int, factor: Int64)) -> Int64 {
        DecimalUnit.powersOfTen[unit.decimals] * unit.factor
    }
}
