import Books

/// How a consumer level's equal parts are given to the venues it comes from.
///
/// Every present venue gets at least one part as long as there are enough, the others go by size; it needs no colour
/// and no legend, since a part is shown as its venue's letter.
struct ShareLetters: Equatable {
    /// How many parts each of the venues gets, in the order in which they were given.
    let counts: [Int]

    /// Gives `parts` parts to venues by the sizes that stand at each.
    init(_ quantities: [Quantity], parts: Int) {
        let sizes = quantities.map { max($0.units, 0) }
        let total = sizes.reduce(Int128(0)) { $0 + Int128($1) }
        let present = sizes.count { $0 > 0 }
        guard total > 0, parts > 0 else {
            counts = sizes.map { _ in 0 }
            return
        }
        var given = sizes.map { size in
            let whole = Int(Int128(size) * Int128(parts) / total)
            return size > 0 && present <= parts ? max(whole, 1) : whole
        }
        // What a venue should have more than it has, times the total.
        func lack(_ index: Int) -> Int128 {
            Int128(sizes[index]) * Int128(parts) - Int128(given[index]) * total
        }
        while given.reduce(0, +) < parts, let index = Self.first(given.indices, byLargest: lack) {
            given[index] += 1
        }
        while given.reduce(0, +) > parts,
            let index = Self.first(given.indices.filter { given[$0] > 1 }, byLargest: { -lack($0) })
        {
            given[index] -= 1
        }
        counts = given
    }

    private static func first(_ indices: some Sequence<Int>, byLargest value: (Int) -> Int128) -> Int? {
        var best: (index: Int, value: Int128)?
        for index in indices {
            let candidate = value(index)
            if candidate > best?.value ?? .min {
                best = (index, candidate)
            }
        }
        return best?.index
    }
}
