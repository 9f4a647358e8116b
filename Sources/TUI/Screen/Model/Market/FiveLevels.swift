/// The first five levels of one side of a book, best first, stored in place.
public struct FiveLevels<Level: Sendable & Equatable>: Sendable, Equatable {
    /// How many levels a ladder shows on each side.
    public static var limit: Int { 5 }

    /// The number of levels there are, 0 to 5.
    public private(set) var count = 0

    private var levels: InlineArray<5, Level?>

    /// No level.
    public init() {
        levels = InlineArray(repeating: nil)
    }

    /// The first five of `levels`, which come best first.
    public init(_ levels: some Sequence<Level>) {
        self.init()
        for level in levels.prefix(Self.limit) {
            append(level)
        }
    }

    /// Adds the next level away from the best; a sixth is ignored.
    public mutating func append(_ level: Level) {
        guard count < Self.limit else { return }
        levels[count] = level
        count += 1
    }

    /// The level at `depth` from the best one, which is 0; nothing where the book has no such level.
    public subscript(depth: Int) -> Level? {
        levels.indices.contains(depth) ? levels[depth] : nil
    }

    /// Changes the level at `depth`, if there is one.
    public mutating func change(at depth: Int, _ change: (inout Level) -> Void) {
        guard var level = self[depth] else { return }
        change(&level)
        levels[depth] = level
    }

    /// The same levels, each turned into something else.
    func map<Other>(_ transform: (Level) -> Other) -> FiveLevels<Other> {
        var result = FiveLevels<Other>()
        for depth in 0..<count {
            if let level = levels[depth] {
                result.append(transform(level))
            }
        }
        return result
    }

    /// Whether there is no level.
    public var isEmpty: Bool { count == 0 }

    public static func == (left: FiveLevels, right: FiveLevels) -> Bool {
        guard left.count == right.count else { return false }
        for depth in 0..<left.count where left.levels[depth] != right.levels[depth] {
            return false
        }
        return true
    }
}
