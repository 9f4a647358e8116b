import Books

/// A number for each level of a side, nearest first, stored in place.
struct LevelSeries: Equatable {
    /// How many levels there are.
    private(set) var count = 0

    private var values: [8 of Double] = InlineArray(repeating: 0)

    /// No level.
    init() {}

    /// The numbers of `values`, of which those beyond ``TraderBook/levelLimit`` are left out.
    init(_ values: [Double]) {
        for value in values { append(value) }
    }

    /// Adds the number of the next level away from the touch; one too many is left out.
    mutating func append(_ value: Double) {
        guard count < TraderBook.levelLimit else { return }
        values[count] = value
        count += 1
    }

    /// The number of a level, 0 being the nearest.
    subscript(level: Int) -> Double {
        get { values[level] }
        set { values[level] = newValue }
    }

    /// The places of the levels.
    var indices: Range<Int> { 0..<count }

    /// All numbers.
    var array: [Double] { indices.map { values[$0] } }

    /// The smallest number; infinite where there is none.
    var smallest: Double { indices.reduce(.infinity) { min($0, values[$1]) } }

    static func == (left: LevelSeries, right: LevelSeries) -> Bool {
        left.count == right.count && left.indices.allSatisfy { left.values[$0] == right.values[$0] }
    }
}
