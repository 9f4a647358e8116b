import Books

/// Finds out that the process stood still, or that the calendar was set: the time in between was nobody's.
///
/// A wait that ends more than a second after it should have was a stop: `SIGSTOP`, a suspended machine, a paused one.
/// Steady clock and calendar that no longer run together by more than 250 ms are a clock that was set, or a machine that
/// slept.
struct ClockWatch {
    /// What was found.
    enum Finding: Equatable {
        /// The process stood still for so long.
        case standstill(TimeSpan)
        /// The calendar moved by so much more than the time that passed; below zero if it went back.
        case jump(TimeSpan)

        /// It for a person, with what is done about it.
        var sentence: String {
            switch self {
            case .standstill(let span):
                "the console stood still for \(Self.seconds(span)): books are fetched anew, execution is held"
            case .jump(let span):
                "the clock was set by \(Self.seconds(span)): books are fetched anew, execution is held"
            }
        }

        private static func seconds(_ span: TimeSpan) -> String {
            DecimalText.plain(Int128(span.milliseconds), decimals: 3) + " s"
        }
    }

    /// How late a wait may end.
    static let latest = TimeSpan.seconds(1)
    /// By how much the clocks may part between two looks.
    static let parting = TimeSpan.milliseconds(250)
    /// How far apart the two looks at the steady clock may be for the calendar's between them to count.
    static let pairing = TimeSpan.milliseconds(20)

    /// The calendar less the steady clock, as it was last.
    private var difference: Int64?

    /// Nothing seen yet.
    init() {}

    /// Looks at the clocks after a wait that was to end at `due`: the steady clock, the calendar, the steady clock again.
    mutating func look(
        due: MonotonicTime,
        _ before: MonotonicTime,
        _ wallTime: WallTime,
        _ after: MonotonicTime
    ) -> Finding? {
        var jump: TimeSpan?
        // A thread that lost its core between two clocks has seen two times.
        if after - before <= Self.pairing {
            let (now, overflow) = wallTime.nanoseconds.subtractingReportingOverflow(before.nanoseconds)
            if !overflow {
                if let difference {
                    let moved = TimeSpan(nanoseconds: Int64(clamping: Int128(now) - Int128(difference)))
                    if moved.nanoseconds.magnitude > Self.parting.nanoseconds.magnitude { jump = moved }
                }
                difference = now
            }
        }
        let late = before - due
        if late > Self.latest { return .standstill(late) }
        return jump.map { .jump($0) }
    }
}
