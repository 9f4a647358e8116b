public import Books

extension SettingsValue {
    /// A whole number within `range`.
    public func integer(in range: ClosedRange<Int>) -> Int? {
        guard let text = text() else { return nil }
        guard Self.isDecimal(text), let number = Int(text) else {
            note("is \"\(text)\", and should be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        guard range.contains(number) else {
            note("is \(number), and should lie between \(range.lowerBound) and \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A decimal number in counts of `unit`, within `range` of them.
    public func decimal(
        unit: DecimalUnit,
        in range: ClosedRange<Int64> = -DecimalText.bound...DecimalText.bound
    ) -> Int64? {
        guard let text = text() else { return nil }
        let count: Int64
        do throws(DecimalError) {
            count = try DecimalText.parse(text, unit: unit)
        } catch {
            note("is \"\(text)\", \(Self.cause(error, unit))")
            return nil
        }
        guard range.contains(count) else {
            let bounds = [range.lowerBound, range.upperBound].map {
                DecimalText.plain(Int128($0), decimals: unit.decimals)
            }
            note("is \(text), and should lie between \(bounds[0]) and \(bounds[1])")
            return nil
        }
        return count
    }

    /// A length of time within `range`, written as a number with its unit: `250 ms`, `1.5 s`.
    public func duration(in range: ClosedRange<TimeSpan>) -> TimeSpan? {
        guard let text = text() else { return nil }
        guard let span = DurationText.parse(text) else {
            note("is \"\(text)\", and should be a number with its unit, us, ms, s, min or h: 250 ms")
            return nil
        }
        guard range.contains(span) else {
            let bounds = "\(DurationText.text(range.lowerBound)) and \(DurationText.text(range.upperBound))"
            note("is \(text), and should lie between \(bounds)")
            return nil
        }
        return span
    }

    /// Whether a text is digits alone, perhaps behind a minus: Swift would also take `+5`.
    private static func isDecimal(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        return !digits.isEmpty && digits.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }

    private static func cause(_ error: DecimalError, _ unit: DecimalUnit) -> String {
        switch error {
        case .notANumber: "and should be a decimal number"
        case .outOfRange: "which is too large"
        case .finerThanUnit: "and may have \(unit.decimals) digits behind its point at most"
        }
    }
}
