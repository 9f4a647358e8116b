import Books

extension Text {
    /// The time of day in UTC: `15:04:05`.
    init(clock time: WallTime) {
        self.init()
        let second = 1_000_000_000
        let day = 86_400 * second
        var rest = Int(time.nanoseconds) % day
        if rest < 0 { rest += day }
        let seconds = rest / second
        appendPair(seconds / 3600)
        append(":")
        appendPair(seconds / 60 % 60)
        append(":")
        appendPair(seconds % 60)
    }

    /// A delay in at most five characters: `<1ms`, `312ms`, `1.2s`, `12s`.
    init(delay: TimeSpan) {
        self.init()
        let milliseconds = max(delay.milliseconds, 0)
        switch milliseconds {
        case 0:
            append("<1ms")
        case ..<1000:
            append(milliseconds)
            append("ms")
        case ..<10_000:
            append(milliseconds / 1000)
            append(".")
            append(milliseconds / 100 % 10)
            append("s")
        default:
            append(min(milliseconds / 1000, 9999))
            append("s")
        }
    }

    /// How long something lasts in at most six characters: `3.2s`, `59.9s`, `12m05s`, `3h07m`, `4d`.
    init(lasting span: TimeSpan) {
        self.init()
        let tenths = max(span.milliseconds, 0) / 100
        let seconds = tenths / 10
        switch seconds {
        case ..<60:
            append(seconds)
            append(".")
            append(tenths % 10)
            append("s")
        case ..<3600:
            append(seconds / 60)
            append("m")
            appendPair(Int(seconds % 60))
            append("s")
        case ..<86_400:
            append(seconds / 3600)
            append("h")
            appendPair(Int(seconds / 60 % 60))
            append("m")
        default:
            append(min(seconds / 86_400, 99_999))
            append("d")
        }
    }

    /// How long something lasts in three characters: `12s`, `59m`, ` 3h`, `99d`.
    init(coarse span: TimeSpan) {
        self.init()
        let seconds = max(span.milliseconds, 0) / 1000
        switch seconds {
        case ..<60:
            append(seconds, width: 2)
            append("s")
        case ..<3600:
            append(seconds / 60, width: 2)
            append("m")
        case ..<86_400:
            append(seconds / 3600, width: 2)
            append("h")
        default:
            append(min(seconds / 86_400, 99), width: 2)
            append("d")
        }
    }

    /// How long something lasts in five characters: `00:12` minutes and seconds, `03h07`, `004 d`.
    init(stopwatch span: TimeSpan) {
        self.init()
        let seconds = max(span.milliseconds, 0) / 1000
        switch seconds {
        case ..<3600:
            appendPair(Int(seconds / 60))
            append(":")
            appendPair(Int(seconds % 60))
        case ..<86_400:
            appendPair(Int(seconds / 3600))
            append("h")
            appendPair(Int(seconds / 60 % 60))
        default:
            append(min(seconds / 86_400, 999), width: 3, fill: "0")
            append(" d")
        }
    }

    /// How long something lasts in seven characters: `00:12.4`, `03h07m`, `4d`.
    init(precise span: TimeSpan) {
        let tenths = max(span.milliseconds, 0) / 100
        guard tenths < 36_000 else {
            self.init(lasting: span)
            return
        }
        self.init()
        appendPair(Int(tenths / 600))
        append(":")
        appendPair(Int(tenths / 10 % 60))
        append(".")
        append(tenths % 10)
    }

    private mutating func appendPair(_ number: Int) {
        append(Int64(number), width: 2, fill: "0")
    }
}
