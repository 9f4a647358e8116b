import Books
import Probing
import Testing

/// Questions at fixed moments and what becomes of them.
@Suite("Round trips: open loop, losses, first uses")
struct RoundTripsTests {
    static func at(_ milliseconds: Int64) -> MonotonicTime { MonotonicTime(nanoseconds: milliseconds * 1_000_000) }

    @Test(
        "A schedule has one moment in the first quarter of each period, and gives out also those that were slept through"
    )
    func schedule() {
        var schedule = SendSchedule(start: Self.at(10), every: .milliseconds(100), seed: 4)
        #expect(schedule.take(at: Self.at(9)) == nil)
        var moments: [MonotonicTime] = []
        while let moment = schedule.take(at: Self.at(1_009)) { moments.append(moment) }
        #expect(moments.count == 10)
        for (number, moment) in moments.enumerated() {
            let phase = moment - Self.at(10 + Int64(number) * 100)
            #expect(phase >= .zero && phase < .milliseconds(25))
        }
        #expect(Set(moments.map { $0.nanoseconds % 100_000_000 }).count == 10)
        #expect(schedule.deadline >= Self.at(1_010))
    }

    /// A venue that answers in 1 ms and stands still for a second of every ten, asked ten times a second over one
    /// connection that takes one question at a time.
    @Test("A standstill counts for all questions that it held up, not for the one that met it")
    func coordinatedOmission() {
        var trips = RoundTrips(timeout: .seconds(5))
        var naive: [Int64] = []
        var free = Self.at(0)
        for number in 0..<100 {
            let due = Self.at(Int64(number) * 100)
            let sent = max(due, free)
            var heard = sent + .milliseconds(1)
            if sent < Self.at(5_000), heard > Self.at(4_000) { heard = Self.at(5_001) }
            let question = trips.send(due: due, sent: sent, wasHeldUp: sent > due)
            trips.answer(question, heard: heard)
            naive.append((heard - sent).milliseconds)
            free = heard
        }
        let slow = trips.delays.compactMap { $0 }.filter { $0 > .milliseconds(50) }.count
        #expect(naive.filter { $0 > 50 }.count == 1)
        #expect(slow == 10)
        #expect(Distribution(trips.delays)[.p90]?.value ?? 0 >= 1_000_000)
        #expect(Distribution(trips.delays)[.p99]?.value ?? 0 > 800_000_000)
    }

    @Test("That our own machine woke late is not the venue's delay")
    func lateness() {
        var trips = RoundTrips(timeout: .seconds(1))
        let question = trips.send(due: Self.at(100), sent: Self.at(107))
        #expect(trips.answer(question, heard: Self.at(110)) == .milliseconds(3))
        #expect(trips.lateness == [.milliseconds(7)])
    }

    @Test("What is not answered in time is lost, and a late answer does not bring it back")
    func losses() {
        var trips = RoundTrips(timeout: .seconds(1))
        let first = trips.send(due: Self.at(0), sent: Self.at(0))
        let second = trips.send(due: Self.at(500), sent: Self.at(500))
        #expect(trips.deadline == Self.at(1_000))
        #expect(trips.expire(at: Self.at(1_200)) == 1)
        #expect(trips.answer(first, heard: Self.at(1_300)) == nil)
        #expect(trips.oldest == second)
        trips.loseAll()
        trips.miss(due: Self.at(2_000))
        #expect(trips.delays == [nil, nil, nil])
    }

    @Test("The first question of a connection is kept apart, one that still waits is left out")
    func firstUse() {
        var trips = RoundTrips(timeout: .seconds(1))
        let first = trips.send(due: Self.at(0), sent: Self.at(0), isFirstUse: true)
        trips.answer(first, heard: Self.at(40))
        let second = trips.send(due: Self.at(100), sent: Self.at(100))
        trips.answer(second, heard: Self.at(102))
        _ = trips.send(due: Self.at(200), sent: Self.at(200))
        #expect(trips.delays == [.milliseconds(2)])
        #expect(trips.firstUses == [.milliseconds(40)])
    }

    @Test("Two hosts keep the same events, however many each heard")
    func eventSample() {
        let heard = { (range: ClosedRange<UInt64>) in
            var sample = EventSample(limit: 200)
            for sequence in range {
                let time = Int64(sequence)
                sample.take(
                    HeardEvent(
                        sequence: sequence,
                        stamp: nil,
                        heard: MonotonicTime(nanoseconds: time),
                        heardAt: WallTime(nanoseconds: time)
                    )
                )
            }
            return sample
        }
        let long = heard(1...20_000)
        let short = heard(15_001...20_000)
        #expect(long.total == 20_000)
        #expect(long.events.count <= 200 && long.events.count >= 50)
        let kept = Set(short.events.map(\.sequence))
        let common = long.events.map(\.sequence).filter { $0 > 15_000 }
        #expect(!common.isEmpty)
        #expect(common.allSatisfy { kept.contains($0) })
    }
}
