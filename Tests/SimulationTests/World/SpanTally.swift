import Books

/// How long things took, to the millisecond.
struct SpanTally: Equatable {
    private var milliseconds: [Int64] = []

    mutating func add(_ span: TimeSpan) {
        milliseconds.append(span.milliseconds)
    }

    mutating func add(_ other: SpanTally) {
        milliseconds += other.milliseconds
    }

    /// Median, 95th percentile and most, in seconds.
    var words: String {
        guard !milliseconds.isEmpty else { return "none" }
        let sorted = milliseconds.sorted()
        let parts = [("median", sorted.count / 2), ("95 %", sorted.count * 95 / 100), ("most", sorted.count - 1)]
        return parts.map { "\($0.0) \(Double(sorted[$0.1]) / 1_000) s" }.joined(separator: ", ")
            + " of \(sorted.count)"
    }
}
