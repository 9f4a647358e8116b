import Books

/// A calendar time written as RFC 3339 does, in UTC.
struct Timestamp: Sendable, Equatable {
    /// The time.
    let time: WallTime

    /// Appends it with microseconds: `2026-08-24T22:21:57.110183Z`.
    func append(to text: inout WireText) {
        let microseconds = Self.floored(time.nanoseconds, 1_000)
        let seconds = Self.floored(microseconds, 1_000_000)
        let days = Self.floored(seconds, 86_400)
        let second = seconds - days * 86_400
        let (year, month, day) = Self.date(ofDay: days)
        text.append(year, width: 4)
        text.append("-")
        text.append(month, width: 2)
        text.append("-")
        text.append(day, width: 2)
        text.append("T")
        text.append(second / 3_600, width: 2)
        text.append(":")
        text.append(second / 60 % 60, width: 2)
        text.append(":")
        text.append(second % 60, width: 2)
        text.append(".")
        text.append(microseconds - seconds * 1_000_000, width: 6)
        text.append("Z")
    }

    private static func floored(_ value: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The date of a day counted from 1970-01-01.
    ///
    /// Years are counted from March, so that the leap day is the last of its year, in eras of 400 years, which all have
    /// 146,097 days (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`).
    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = floored(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfMonth)
    }
}
