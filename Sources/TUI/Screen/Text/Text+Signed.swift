import Books

extension Text {
    /// A number with its sign, also where it is above zero; what is shown as zero has a plus.
    init(signed units: Int64, _ format: NumberFormat, decimals: Int) {
        self.init()
        let number = Text(units, format, decimals: min(decimals, format.decimals))
        if number[0] != 0x2D { append("+") }
        append(number)
    }

    /// An amount of money with its sign.
    init(money: Money, _ format: NumberFormat) {
        self.init(signed: money.units, format, decimals: format.decimals)
    }

    /// `12 ms` for `12ms`; with two units, as in `12m05s`, as it is.
    var spaced: Text {
        let units = (0..<count).count { self[$0] >= 0x61 && ($0 == 0 || self[$0 - 1] < 0x61) }
        guard units == 1 else { return self }
        var result = Text()
        for index in 0..<count {
            let isUnit = self[index] >= 0x61
            if isUnit, index > 0, self[index - 1] < 0x61 { result.append(" ") }
            result.append(byte: self[index])
        }
        return result
    }

    /// Texts one behind the other.
    init(joining parts: Text...) {
        self.init()
        for part in parts { append(part) }
    }

    /// The time of day with milliseconds: `15:04:04.812`.
    init(clockWithMilliseconds time: WallTime) {
        self.init(clock: time)
        append(".")
        let nanoseconds = time.nanoseconds % 1_000_000_000
        append((nanoseconds < 0 ? nanoseconds + 1_000_000_000 : nanoseconds) / 1_000_000, width: 3, fill: "0")
    }
}
