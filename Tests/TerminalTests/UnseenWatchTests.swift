import Books
import Testing

@testable import Terminal

@Suite("A screen that nobody can see")
struct UnseenWatchTests {
    private static let start = MonotonicTime(nanoseconds: 1_000_000_000)

    /// What a watch says at those milliseconds of a terminal that is blocked or not.
    private static func told(_ watch: inout UnseenWatch, isBlocked: Bool = true, _ times: [Int64]) -> [Bool] {
        times.map { watch.isOver(isBlocked: isBlocked, at: start + .milliseconds($0)) }
    }

    @Test("Ten seconds without a frame are told once, and again after the next frame")
    func told() {
        var watch = UnseenWatch(limit: .seconds(10), at: Self.start)
        let before = Self.told(&watch, [9_999, 10_000, 60_000])
        #expect(before == [false, true, false])
        watch.noteFrame(at: Self.start + .seconds(61))
        let after = Self.told(&watch, [70_000, 71_000, 72_000])
        #expect(after == [false, true, false])
    }

    @Test("A terminal that takes everything is seen, however long nothing had to be drawn")
    func idle() {
        var watch = UnseenWatch(limit: .seconds(10), at: Self.start)
        let told = Self.told(&watch, isBlocked: false, [1_000_000])
        #expect(told == [false])
    }

    @Test("A slow terminal that takes a frame every nine seconds is seen")
    func slow() {
        var watch = UnseenWatch(limit: .seconds(10), at: Self.start)
        for frame in 1...20 as ClosedRange<Int64> {
            let told = Self.told(&watch, [9_000 * frame])
            #expect(told == [false])
            watch.noteFrame(at: Self.start + .seconds(9 * frame))
        }
    }

    @Test("Without a limit nothing is ever told")
    func allowed() {
        var watch = UnseenWatch(limit: nil, at: Self.start)
        let told = Self.told(&watch, [1_000_000])
        #expect(told == [false])
    }
}
