import Books
import TestKit
import Testing
import Venues

/// The estimate of a venue's clock, and what follows from it.
@Suite("A venue's clock")
struct VenueClockTests {
    private static func time(_ milliseconds: Int64) -> MonotonicTime {
        MonotonicTime(nanoseconds: milliseconds * 1_000_000)
    }

    private static func stamp(_ milliseconds: Int64) -> WallTime {
        WallTime(nanoseconds: milliseconds * 1_000_000)
    }

    @Test("The middle of the shortest round trip counts, with half of it as the error")
    func shortest() throws {
        var clock = VenueClock()
        #expect(clock.estimate == nil)
        clock.take(sent: Self.time(1_000), heard: Self.time(1_100), stamp: Self.stamp(5_060), resolution: .zero)
        clock.take(sent: Self.time(2_000), heard: Self.time(2_010), stamp: Self.stamp(6_005), resolution: .zero)
        clock.take(sent: Self.time(3_000), heard: Self.time(3_200), stamp: Self.stamp(7_199), resolution: .zero)
        let estimate = try #require(clock.estimate)
        #expect(estimate.origin == Self.stamp(4_000))
        #expect(estimate.error == .milliseconds(5))
        #expect(estimate.delay(of: Self.stamp(6_000), readAt: Self.time(2_030)) == .milliseconds(30))
        #expect(estimate.time(at: Self.time(10)) == Self.stamp(4_010))
    }

    @Test("A worse measurement that agrees leaves the better one, and makes it young again")
    func confirmed() {
        var clock = VenueClock()
        clock.take(sent: Self.time(1_000), heard: Self.time(1_010), stamp: Self.stamp(5_005), resolution: .zero)
        for count in Int64(1)...7 {
            let sent = 1_000 + count * 30_000
            clock.take(
                sent: Self.time(sent),
                heard: Self.time(sent + 20),
                stamp: Self.stamp(sent + 4_010),
                resolution: .zero
            )
            #expect(clock.estimate?.error == .milliseconds(5))
            #expect(clock.estimate?.measuredAt == Self.time(sent + 20))
        }
    }

    @Test("A stamp that was cut to milliseconds counts as the middle of its step")
    func resolution() throws {
        var clock = VenueClock()
        let moment = Self.time(1_000)
        clock.take(sent: moment, heard: moment, stamp: Self.stamp(2_000), resolution: .milliseconds(1))
        #expect(clock.estimate?.origin == WallTime(nanoseconds: 1_000_500_000))
        #expect(clock.estimate?.error == TimeSpan(nanoseconds: 500_000))
    }

    @Test("A clock that was stepped is believed at once, and the measurements before are forgotten")
    func stepped() {
        var clock = VenueClock()
        for second in Int64(1)...8 {
            clock.take(
                sent: Self.time(second * 1_000),
                heard: Self.time(second * 1_000 + 10),
                stamp: Self.stamp(second * 1_000 + 5),
                resolution: .zero
            )
        }
        clock.take(sent: Self.time(9_000), heard: Self.time(9_400), stamp: Self.stamp(14_200), resolution: .zero)
        #expect(clock.estimate?.origin == Self.stamp(5_000))
        #expect(clock.estimate?.error == .milliseconds(200))
    }

    @Test("The truth lies within the error, whatever the ways there and back take")
    func bounded() throws {
        forEachSeed(1...200) { seed, generator in
            var clock = VenueClock()
            let offset = generator.pick(-1_000_000_000_000...1_000_000_000_000) as Int64
            var now: Int64 = 0
            for _ in 0..<20 {
                now += 30_000_000_000
                let there = generator.pick(0...300_000_000) as Int64
                let back = generator.pick(0...300_000_000) as Int64
                clock.take(
                    sent: MonotonicTime(nanoseconds: now),
                    heard: MonotonicTime(nanoseconds: now + there + back),
                    stamp: WallTime(nanoseconds: now + there + offset),
                    resolution: .zero
                )
                let estimate = try #require(clock.estimate)
                #expect(abs(estimate.origin.nanoseconds - offset) <= estimate.error.nanoseconds + 1, "seed \(seed)")
            }
        }
    }

    @Test("Whatever a venue stamps, nothing traps and a delay is held at the largest span")
    func foreign() {
        let estimate = ClockEstimate(origin: WallTime(nanoseconds: .max), error: .zero, measuredAt: Self.time(0))
        #expect(estimate.delay(of: WallTime(nanoseconds: .min), readAt: Self.time(1)).nanoseconds == .max)
        #expect(estimate.time(at: Self.time(1)).nanoseconds == .max)
        var clock = VenueClock()
        for stamp in [Int64.min, .max, 0] {
            clock.take(
                sent: Self.time(1),
                heard: Self.time(2),
                stamp: WallTime(nanoseconds: stamp),
                resolution: .milliseconds(1)
            )
        }
        clock.take(sent: Self.time(2), heard: Self.time(1), stamp: Self.stamp(0), resolution: .zero)
        #expect(clock.estimate != nil)
    }
}
