import Books
import TestKit
import Testing

/// Every structure of a side against a dictionary that is sorted, step by step.
@Suite("Ladders")
struct LadderTwinTests {
    struct Case: CustomTestStringConvertible {
        let side: Side
        let tick: Int64
        var testDescription: String { "\(side), tick \(tick)" }
    }

    static let cases = Side.allCases.flatMap { side in [Int64(1), 5, 100, 250].map { Case(side: side, tick: $0) } }

    @Test("Paged, sorted and chosen ladders stay equal to a sorted dictionary in whatever comes", arguments: cases)
    func twins(of tested: Case) {
        forEachSeed(1...65) { seed, generator in
            var stream = LadderStream(tick: tested.tick, &generator)
            var crowd = LadderCrowd(side: tested.side, tick: Price(units: tested.tick))
            var held = crowd
            for step in 0..<200 {
                let failure =
                    Self.step(&crowd, &held, &stream, &generator)
                    ?? crowd.difference(asking: Self.questions(crowd, stream, &generator))
                    ?? (step % 8 == 0 ? held.difference(asking: []) : nil)
                #expect(failure == nil, "seed \(seed), step \(step)")
                if failure != nil { return }
            }
        }
    }

    private static func step(
        _ crowd: inout LadderCrowd,
        _ held: inout LadderCrowd,
        _ stream: inout LadderStream,
        _ generator: inout SplitMix64
    ) -> String? {
        switch generator.pick(0...99) {
        case 0...5:
            crowd.apply(stream.levels(among: crowd.plain.levels, upTo: 8, &generator))
        case 6...8:
            return crowd.truncate(to: generator.pick(-1...crowd.plain.levels.count + 1))
        case 9:
            // A snapshot in the middle.
            crowd.removeAll()
            crowd.apply(stream.levels(among: [], upTo: 30, &generator))
        case 10:
            crowd.removeAll()
        case 11:
            stream.jump(&generator)
        case 12...14:
            crowd.ladder.setTick(generator.pick([Int64?.none, 1, 5, 100, 250]).map { Price(units: $0) })
        case 15...16:
            held = crowd
        case 17...19:
            // What is done to a copy must not be seen in the other.
            return held.set(stream.level(among: held.plain.levels, &generator))
        case 20:
            return held.truncate(to: generator.pick(0...10))
        case 21:
            swap(&crowd, &held)
        default:
            if crowd.plain.levels.count > 30 { return crowd.truncate(to: generator.pick(10...20)) }
            return crowd.set(stream.level(among: crowd.plain.levels, &generator))
        }
        return nil
    }

    /// A price that is there, its neighbour and any other.
    private static func questions(
        _ crowd: LadderCrowd,
        _ stream: LadderStream,
        _ generator: inout SplitMix64
    ) -> [Price] {
        let any = stream.price(&generator)
        guard !crowd.plain.levels.isEmpty else { return [any] }
        let there = generator.pick(crowd.plain.levels).price
        return [any, there, Price(units: there.units + generator.pick(-1...1))]
    }

    @Test("A copy and its original are changed apart, whichever is written to first", arguments: cases)
    func copies(of tested: Case) {
        func level(_ index: Int64, _ quantity: Int64) -> PriceLevel {
            PriceLevel(price: Price(units: index * tested.tick), quantity: Quantity(units: quantity))
        }
        var original = PagedLadder(side: tested.side, tick: Price(units: tested.tick))
        for index in Int64(1)...600 { original.set(level(index, index)) }
        let untouched = original.top(.max)
        var copy = original
        copy.set(level(300, 0))
        copy.truncate(to: 20)
        #expect(original.top(.max) == untouched)
        let kept = copy.top(.max)
        original.removeAll()
        #expect(copy.top(.max) == kept)
        #expect(kept.count == 20)
    }
}
