/// The median of the newest values, exact, in memory of a fixed size.
///
/// The values stand twice: in the order in which they came, to know which one leaves, and in order of size, to read
/// the median. A value costs two binary searches and a move of what lies between the place of the one that leaves and
/// its own; nothing is allocated after the start.
struct WindowedMedian: Sendable {
    /// How many values there are.
    private(set) var count = 0

    /// All places are there from the start; those behind ``count`` hold nothing.
    private var arrivals: [Double]
    private var sorted: [Double]
    /// Where the next value goes among the arrivals: the place of the oldest once all are taken.
    private var next = 0

    /// A median over the newest `limit` values, at least one.
    init(limit: Int) {
        precondition(limit > 0, "a median needs room for a value")
        arrivals = Array(repeating: 0, count: limit)
        sorted = Array(repeating: 0, count: limit)
    }

    /// The middle value, or half way between the middle two; nil while there is none.
    var value: Double? {
        guard count > 0 else { return nil }
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }

    /// Takes a value in, and lets the oldest go where there are too many; what is not a number is left out.
    mutating func add(_ value: Double) {
        guard !value.isNaN else { return }
        var hole = count
        if count < arrivals.count { count += 1 } else { hole = place(of: arrivals[next], below: count) }
        arrivals[next] = value
        next = next + 1 == arrivals.count ? 0 : next + 1
        // The place that is free moves to where the value belongs.
        while hole > 0, sorted[hole - 1] > value {
            sorted[hole] = sorted[hole - 1]
            hole -= 1
        }
        while hole + 1 < count, sorted[hole + 1] < value {
            sorted[hole] = sorted[hole + 1]
            hole += 1
        }
        sorted[hole] = value
    }

    /// The first of the places below `end` whose value is not smaller.
    private func place(of value: Double, below end: Int) -> Int {
        var low = 0
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
