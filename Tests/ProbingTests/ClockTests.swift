import Books
import Probing
import TestKit
import Testing

/// The venue's clock from questions and answers: never wrong by more than is said.
@Suite("Clock: offset, drift and their bounds")
struct ClockTests {
    /// What one seed makes of a clock and a path.
    struct World {
        let path: VirtualPath
        let venue: VirtualVenue
        let host: VirtualClock

        init(_ random: inout SplitMix64, isSymmetric: Bool) {
            let out = random.pick(100_000...20_000_000) as Int64
            let back = isSymmetric ? out : random.pick(100_000...20_000_000)
            path = VirtualPath(out: out, back: back, jitter: random.pick(0...400_000), burstOneIn: 20)
            var venue = VirtualVenue()
            venue.clock = VirtualClock(
                offset: random.pick(1_700_000_000_000_000_000...1_800_000_000_000_000_000),
                drift: random.pick(-80_000_000...80_000_000)
            )
            venue.resolution = random.pick([1, 1_000, 1_000_000])
            self.venue = venue
            host = VirtualClock(
                offset: random.pick(0...1_000_000_000_000),
                drift: random.pick(-50_000_000...50_000_000)
            )
        }

        /// Answers to questions at each of `times`; the venue's clock is set by `step` at the true time `stepAt`.
        func samples(_ times: [Int64], step: Int64 = 0, stepAt: Int64 = .max, _ random: inout SplitMix64)
            -> [ClockSample]
        {
            times.map { period in
                let sent = period + random.pick(0...250_000_000)
                let taken = sent + path.trip(path.out, &random)
                let given = taken + venue.inside
                let heard = given + path.trip(path.back, &random)
                let stamp = { (time: Int64) in
                    WallTime(nanoseconds: venue.stamp(time).nanoseconds + (time >= stepAt ? step : 0))
                }
                return ClockSample(
                    sent: MonotonicTime(nanoseconds: host.read(sent)),
                    heard: MonotonicTime(nanoseconds: host.read(heard)),
                    taken: stamp(taken),
                    given: stamp(given),
                    resolution: TimeSpan(nanoseconds: venue.resolution)
                )
            }
        }

        /// How wrong a timeline is at a true time.
        func wrong(_ timeline: VenueTimeline, at time: Int64, step: Int64 = 0) -> Int64? {
            timeline.time(at: MonotonicTime(nanoseconds: host.read(time))).map {
                $0.nanoseconds - venue.clock.read(time) - step
            }
        }
    }

    static let second: Int64 = 1_000_000_000

    @Test("Whatever the two ways take, the clock is never wrong by more than the stated error")
    func bound() {
        forEachSeed(1...25) { seed, random in
            let world = World(&random, isSymmetric: false)
            let timeline = VenueTimeline(world.samples((Int64(0)..<400).map { $0 * Self.second }, &random))
            guard let error = timeline.error else {
                Issue.record("seed \(seed) knows no clock")
                return
            }
            for time in stride(from: Int64(0), through: 399 * Self.second, by: Int(21 * Self.second)) {
                let wrong = world.wrong(timeline, at: time)
                // The scale of a steady clock that goes wrong itself is part of the drift: 100 ppm of an error.
                let limit = error.nanoseconds + error.nanoseconds / 1_000 + 1_000
                #expect(
                    (wrong ?? .max).magnitude <= limit,
                    "seed \(seed) at \(time): \(wrong ?? 0) of \(error.nanoseconds)"
                )
            }
            let drift = timeline.drift
            let truth = world.venue.clock.drift - world.host.drift
            #expect(((drift?.value ?? .max) - truth).magnitude <= (drift?.error ?? 0) + 20_000, "seed \(seed)")
        }
    }

    @Test("Where both ways take equally long, the clock is right to a tenth of a millisecond")
    func accuracy() {
        forEachSeed(1...25) { seed, random in
            let world = World(&random, isSymmetric: true)
            let timeline = VenueTimeline(world.samples((Int64(0)..<500).map { $0 * Self.second }, &random))
            for time in stride(from: 20 * Self.second, through: 480 * Self.second, by: Int(23 * Self.second)) {
                let wrong = world.wrong(timeline, at: time)
                #expect((wrong ?? .max).magnitude <= 100_000, "seed \(seed) at \(time): \(wrong ?? 0)")
            }
        }
    }

    @Test("A clock that is set in the middle makes two lines, and both are right")
    func step() {
        forEachSeed(1...20) { seed, random in
            let world = World(&random, isSymmetric: true)
            let at = 200 * Self.second + 500_000_000
            let jump: Int64 = 900_000_000
            let samples = world.samples((Int64(0)..<400).map { $0 * Self.second }, step: jump, stepAt: at, &random)
            let timeline = VenueTimeline(samples)
            #expect(timeline.lines.count >= 2, "seed \(seed)")
            let error = timeline.error?.nanoseconds ?? 0
            for (time, step) in [(50 * Self.second, Int64(0)), (350 * Self.second, jump)] {
                let wrong = world.wrong(timeline, at: time, step: step)
                #expect((wrong ?? .max).magnitude <= error + 20_000, "seed \(seed): \(wrong ?? 0)")
            }
        }
    }

    @Test("A venue that stamps nonsense is survived")
    func nonsense() {
        let samples = [Int64.min, .max, 0, -1].map { stamp in
            ClockSample(
                sent: MonotonicTime(nanoseconds: 5),
                heard: MonotonicTime(nanoseconds: 10),
                taken: WallTime(nanoseconds: stamp),
                given: WallTime(nanoseconds: .max),
                resolution: .milliseconds(1)
            )
        }
        let timeline = VenueTimeline(samples)
        #expect(timeline.delay(of: WallTime(nanoseconds: .min), heard: MonotonicTime(nanoseconds: 7)) == nil)
        #expect(VenueTimeline([]).error == nil)
    }
}
