import Books
import TestKit

/// Random prices and quantities of a market on a grid, with everything that a venue could send beside it.
struct LadderStream {
    let tick: Int64
    /// The middle of the market in ticks.
    private(set) var middle: Int64
    private let spread: Int64

    static let absurd: [Int64] = [0, 1, 1 << 61, (1 << 61) + 1, (1 << 62) - 1, -1, -(1 << 61)]

    init(tick: Int64, _ generator: inout SplitMix64) {
        self.tick = tick
        middle = generator.pick([Int64(0), 300, 63_000, 2_683_800])
        spread = generator.pick([Int64(8), 30, 400])
    }

    /// A price jump of a tenth.
    mutating func jump(_ generator: inout SplitMix64) {
        middle += generator.oneIn(2) ? middle / 10 : -middle / 10
    }

    func price(_ generator: inout SplitMix64) -> Price {
        switch generator.pick(0...39) {
        case 0: Price(units: generator.pick(Self.absurd))
        case 1: Price(units: middle * tick * generator.pick(0...30) / 10)
        case 2...4: Price(units: (middle + generator.pick(-spread...spread)) * tick + generator.pick(0...tick))
        default: Price(units: (middle + generator.pick(-spread...spread)) * tick)
        }
    }

    /// A level to be set: one of `levels`, a neighbour or any other; every third is a removal.
    func level(among levels: [PriceLevel], _ generator: inout SplitMix64) -> PriceLevel {
        let price = levels.isEmpty || generator.oneIn(3) ? price(&generator) : generator.pick(levels).price
        let quantity = generator.oneIn(3) ? 0 : generator.pick([Int64(1), 7, 1 << 61])
        return PriceLevel(price: price, quantity: Quantity(units: quantity))
    }

    func levels(among levels: [PriceLevel], upTo count: Int, _ generator: inout SplitMix64) -> [PriceLevel] {
        (0..<generator.pick(0...count)).map { _ in level(among: levels, &generator) }
    }
}
