public import Books

/// Instants as RFC 3339 writes them in UTC: `2026-08-24T22:21:57.110183Z`.
public enum RFC3339 {
    /// Reads an instant that fills `range` of `bytes`; nil for anything but UTC with up to nine fraction digits.
    public static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> WallTime? {
        guard range.count >= 20, bytes[range.upperBound - 1] == UInt8(ascii: "Z") else { return nil }
        let start = range.lowerBound
        guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
            bytes[start + 10] | 0x20 == UInt8(ascii: "t"),
            bytes[start + 13] == UInt8(ascii: ":"), bytes[start + 16] == UInt8(ascii: ":"),
            let year = digits(bytes, start, 4), let month = digits(bytes, start + 5, 2),
            let day = digits(bytes, start + 8, 2), let hour = digits(bytes, start + 11, 2),
            let minute = digits(bytes, start + 14, 2), let second = digits(bytes, start + 17, 2),
            (1970...2200).contains(year), (1...12).contains(month), (1...days(month, of: year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        guard let nanoseconds = fraction(bytes, (start + 19)..<(range.upperBound - 1)) else { return nil }
        let seconds = ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        return WallTime(nanoseconds: seconds * 1_000_000_000 + nanoseconds)
    }

    /// Appends `time` with `fractionDigits` (0 to 9) digits of the second.
    public static func append(_ time: WallTime, fractionDigits: Int, to bytes: inout [UInt8]) {
        // Rounded down, so that an instant before 1970 has a second and a fraction too.
        let (seconds, nanosecond) = time.nanoseconds.dividedRoundingDown(by: 1_000_000_000)
        let (days, second) = seconds.dividedRoundingDown(by: 86_400)
        let (year, month, day) = date(daysSince1970: days)
        appendPadded(year, 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendPadded(month, 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendPadded(day, 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendPadded(second / 3_600, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendPadded(second / 60 % 60, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendPadded(second % 60, 2, to: &bytes)
        if fractionDigits > 0 {
            bytes.append(UInt8(ascii: "."))
            let unit = DecimalUnit.powersOfTen[9 - fractionDigits]
            appendPadded(nanosecond / unit, fractionDigits, to: &bytes)
        }
        bytes.append(UInt8(ascii: "Z"))
    }

    // MARK: - Parts

    private static func digits(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int64? {
        var value: Int64 = 0
        for index in start..<(start + count) {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    private static func fraction(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        guard !range.isEmpty else { return 0 }
        let count = range.count - 1
        guard bytes[range.lowerBound] == UInt8(ascii: "."), (1...9).contains(count),
            let value = digits(bytes, range.lowerBound + 1, count)
        else { return nil }
        return value * DecimalUnit.powersOfTen[9 - count]
    }

    /// How many days a month has.
    private static func days(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin with March.
    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let daysBeforeMonth = (153 * marchMonth + 2) / 5
        return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + daysBeforeMonth + day - 1 - 719_468
    }

    private static func date(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static func appendPadded(_ value: Int64, _ width: Int, to bytes: inout [UInt8]) {
        let start = bytes.count
        var rest = value
        for _ in 0..<width {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }
}

extension Int64 {
    /// The quotient that is not above the exact one, and the remainder, which is not negative.
    fileprivate func dividedRoundingDown(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
