import Books
import Strategy
import TestKit
import Testing

/// The effect of holding children: how far apart they arrive over paths that differ and jitter.
@Suite("Arrival together")
struct ArrivalTests {
    /// The times to two venues, and their jitter.
    struct Paths: Sendable, CustomTestStringConvertible {
        let first: Int64
        let second: Int64
        var testDescription: String { "\(first) ms and \(second) ms" }
    }

    /// A one-way time: the median, and a tail to the right (the sum of what ten coin throws a side add).
    private static func draw(_ median: Int64, _ generator: inout SplitMix64) -> Int64 {
        let unit = median * 1_000_000 / 100
        var jitter: Int64 = 0
        while generator.oneIn(2), jitter < 12 { jitter += 1 }
        return median * 1_000_000 + jitter * unit + generator.pick(-unit...unit)
    }

    /// The gap between two arrivals at the 50th, 95th and 99th of a hundred, in microseconds: sent at once, and held.
    private static func gaps(_ paths: Paths) -> (together: [Int64], held: [Int64]) {
        var generator = SplitMix64(seed: 7)
        var measured = [OneWayTimes(), OneWayTimes()]
        for _ in 0..<OneWayTimes.window {
            measured[0].add(TimeSpan(nanoseconds: draw(paths.first, &generator)))
            measured[1].add(TimeSpan(nanoseconds: draw(paths.second, &generator)))
        }
        let holds = ArrivalSchedule.holds(measured.compactMap(\.median))
        var (together, held): ([Int64], [Int64]) = ([], [])
        for _ in 0..<4_000 {
            let (first, second) = (draw(paths.first, &generator), draw(paths.second, &generator))
            together.append(abs(first - second) / 1_000)
            held.append(abs(first + holds[0].nanoseconds - second - holds[1].nanoseconds) / 1_000)
        }
        func ranks(_ gaps: [Int64]) -> [Int64] {
            let sorted = gaps.sorted()
            return [50, 95, 99].map { sorted[sorted.count * $0 / 100] }
        }
        return (ranks(together), ranks(held))
    }

    @Test(
        "Held children arrive within a tenth of the gap of children sent at once",
        arguments: [Paths(first: 2, second: 15), Paths(first: 2, second: 80), Paths(first: 15, second: 80)]
    )
    func effect(paths: Paths) {
        let (together, held) = Self.gaps(paths)
        #expect(held[1] * 10 <= together[1], "at once \(together) us, held \(held) us")
        // No venue can hear of the first child from the other before the second is there.
        #expect(held[2] < (paths.second - paths.first) * 1_000, "held \(held) us")
    }
}
