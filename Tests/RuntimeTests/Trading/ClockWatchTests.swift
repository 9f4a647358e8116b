import Books
import Testing

@testable import Runtime

/// Time that nobody saw.
@Suite("The watch over the clocks")
struct ClockWatchTests {
    private static func time(_ milliseconds: Int64) -> MonotonicTime {
        MonotonicTime(nanoseconds: milliseconds * 1_000_000)
    }

    /// A look at `milliseconds` of the steady clock, with a calendar that is `ahead` of it, after a wait to `due`.
    private static func look(
        _ watch: inout ClockWatch,
        at milliseconds: Int64,
        ahead: Int64 = 1_700_000_000_000,
        due: Int64? = nil,
        pair: Int64 = 0
    ) -> ClockWatch.Finding? {
        watch.look(
            due: time(due ?? milliseconds),
            time(milliseconds),
            WallTime(nanoseconds: (milliseconds + ahead) * 1_000_000),
            time(milliseconds + pair)
        )
    }

    @Test("A wait that ends in time, or a second late, is nothing; later it was a stop")
    func standstill() {
        var watch = ClockWatch()
        #expect(Self.look(&watch, at: 100) == nil)
        #expect(Self.look(&watch, at: 1_200, due: 200) == nil)
        #expect(Self.look(&watch, at: 3_500, due: 1_300) == .standstill(.milliseconds(2_200)))
        #expect(Self.look(&watch, at: 3_600) == nil)
        #expect(
            ClockWatch.Finding.standstill(.milliseconds(2_200)).sentence
                == "the console stood still for 2.2 s: books are fetched anew, execution is held"
        )
    }

    @Test("A calendar that is set, either way, is a jump once; one that is steered is none")
    func jump() {
        var watch = ClockWatch()
        let ahead: Int64 = 1_700_000_000_000
        #expect(Self.look(&watch, at: 100, ahead: ahead) == nil)
        #expect(Self.look(&watch, at: 200, ahead: ahead + 250) == nil)
        #expect(Self.look(&watch, at: 300, ahead: ahead + 5_250) == .jump(.milliseconds(5_000)))
        #expect(Self.look(&watch, at: 400, ahead: ahead + 5_250) == nil)
        #expect(Self.look(&watch, at: 500, ahead: ahead) == .jump(.milliseconds(-5_250)))
        #expect(Self.look(&watch, at: 600, ahead: ahead) == nil)
    }

    @Test("Two clocks that were not read together are not held against each other")
    func apart() {
        var watch = ClockWatch()
        let ahead: Int64 = 1_700_000_000_000
        #expect(Self.look(&watch, at: 100, ahead: ahead) == nil)
        #expect(Self.look(&watch, at: 200, ahead: ahead + 900, pair: 900) == nil)
        #expect(Self.look(&watch, at: 300, ahead: ahead) == nil)
    }

    @Test("No time, however far away, ends the watch itself")
    func extremes() {
        var watch = ClockWatch()
        for wall in [Int64.min, .max, 0, .max, .min] {
            for now in [Int64.max, 0, 1] {
                let time = MonotonicTime(nanoseconds: now)
                _ = watch.look(due: time, time, WallTime(nanoseconds: wall), time)
            }
        }
    }
}
