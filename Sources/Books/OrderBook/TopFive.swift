/// The five best levels of a side, best first, stored in place: read once a message without an allocation.
public struct TopFive: Sendable {
    /// How many levels it can hold.
    public static let limit = 5

    /// How many levels there are.
    public private(set) var count = 0

    private var levels: [5 of PriceLevel]

    /// No level.
    public init() {
        levels = InlineArray(repeating: PriceLevel(price: Price(units: 0), quantity: .zero))
    }

    /// The level at `depth` from the best, which is 0; price and quantity zero where there is none.
    @inline(__always)
    public subscript(depth: Int) -> PriceLevel { levels[depth] }

    /// Forgets all levels.
    @inline(__always)
    mutating func removeAll() {
        count = 0
    }

    /// Adds the next level away from the best; a sixth is ignored.
    @inline(__always)
    public mutating func append(_ level: PriceLevel) {
        guard count < Self.limit else { return }
        levels[count] = level
        count &+= 1
    }
}
