import TestKit
import Testing

@testable import Strategy

@Suite("A set of numbers")
struct NumberSetTests {
    @Test("It is what a set of its numbers is, in whatever order they come", arguments: 1...50 as ClosedRange<UInt64>)
    func twin(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var (one, other) = (NumberSet(), NumberSet())
        var (oneTwin, otherTwin) = (Set<Int>(), Set<Int>())
        for _ in 0..<60 {
            let number = generator.pick(-12...12)
            if generator.pick(0...2) == 0 {
                one.insert(number)
                oneTwin.insert(number)
            } else {
                other.insert(number)
                otherTwin.insert(number)
            }
            #expect(one.isSubset(of: other) == oneTwin.isSubset(of: otherTwin), "seed \(seed)")
            #expect((-13...13).allSatisfy { one.contains($0) == oneTwin.contains($0) }, "seed \(seed)")
        }
        var rising = NumberSet()
        for number in oneTwin.sorted() { rising.insert(number) }
        #expect(rising == one && one.isEmpty == oneTwin.isEmpty)
    }

    @Test("The least and the greatest number are numbers like others")
    func ends() {
        var set = NumberSet()
        for number in [Int.max, Int.min, Int.max - 1, Int.min + 1] { set.insert(number) }
        #expect(set.contains(.max) && set.contains(.min) && !set.contains(0) && set.isSubset(of: set))
    }
}
