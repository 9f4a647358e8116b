/// The median of the newest values, exact, in memory of a fixed size.
///
/// The values stand twice: in the order in which they came, to know which one leaves, and in order of size, to read
/// the median. A value costs two binary searches and one move of memory; nothing is allocated after the start.
struct WindowedMedian: Sendable {
    /// How many values count.
    let limit: Int

    private var arrivals: [Double] = []
    private var sorted: [Double] = []
    /// Where the oldest value stands once there are `limit` of them.
    private var oldest = 0

    /// A median over the newest `limit` values, at least one.
    init(limit: Int) {
        precondition(limit > 0, "a median needs room for a value")
        self.limit = limit
        arrivals.reserveCapacity(limit)
        sorted.reserveCapacity(limit)
    }

    /// How many values there are.
    var count: Int { sorted.count }

    /// The middle value, or half way between the middle two; nil while there is none.
    var value: Double? {
        guard let last = sorted.indices.last else { return nil }
        return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
    }

    /// Takes a value in, and lets the oldest go where there are too many; what is not a number is left out.
    mutating func add(_ value: Double) {
        guard !value.isNaN else { return }
        if arrivals.count < limit {
            arrivals.append(value)
        } else {
            sorted.remove(at: place(of: arrivals[oldest]))
            arrivals[oldest] = value
            oldest = oldest + 1 == limit ? 0 : oldest + 1
        }
        sorted.insert(value, at: place(of: value))
    }

    /// The first place whose value is not smaller.
    private func place(of value: Double) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
