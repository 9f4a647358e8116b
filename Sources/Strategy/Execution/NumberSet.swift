/// A set of whole numbers as ranges: those that were counted up take no more room than one.
struct NumberSet: Sendable, Hashable {
    /// Apart from each other by more than one, rising.
    private var ranges: [ClosedRange<Int>] = []

    /// Whether no number is in it.
    var isEmpty: Bool { ranges.isEmpty }

    /// Whether a number is in it.
    func contains(_ number: Int) -> Bool {
        ranges.contains { $0.contains(number) }
    }

    /// Whether all of its numbers are in the other set, too.
    func isSubset(of other: NumberSet) -> Bool {
        ranges.allSatisfy { range in
            other.ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
        }
    }

    /// Adds a number.
    mutating func insert(_ number: Int) {
        guard !contains(number) else { return }
        var merged = number...number
        ranges.removeAll { range in
            let isNext = range.upperBound < number ? range.upperBound + 1 == number : number + 1 == range.lowerBound
            guard isNext else { return false }
            merged = min(merged.lowerBound, range.lowerBound)...max(merged.upperBound, range.upperBound)
            return true
        }
        let place = ranges.firstIndex { $0.lowerBound > number } ?? ranges.endIndex
        ranges.insert(merged, at: place)
    }
}
