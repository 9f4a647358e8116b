/// The five best levels of one side of the consumer book, best first, stored in place.
public struct ConsumerFive: Sendable {
    /// How many levels it can hold.
    public static let limit = 5

    /// How many levels there are.
    public private(set) var count = 0

    private var levels: [5 of ConsumerLevel]

    /// No level.
    public init() {
        levels = InlineArray(repeating: ConsumerLevel(price: Price(units: 0)))
    }

    /// The level at `depth` from the best, which is 0; price and quantities zero where there is none.
    @inline(__always)
    public subscript(depth: Int) -> ConsumerLevel { levels[depth] }

    /// The best level, if there is any.
    public var first: ConsumerLevel? { count > 0 ? levels[0] : nil }

    /// Adds the next level away from the best; a sixth is ignored.
    mutating func append(_ level: ConsumerLevel) {
        guard count < Self.limit else { return }
        levels[count] = level
        count += 1
    }
}
