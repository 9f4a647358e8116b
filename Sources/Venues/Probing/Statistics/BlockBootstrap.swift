import Books

/// Resamples a series in blocks and says between which ranks a quantile then lies.
///
/// Delays come in bursts: neighbours are alike, and resampling single values would promise too much. Blocks of
/// neighbours keep that (circular block bootstrap: Politis and Romano, 1992). The random numbers come from a seed, so the
/// same series has the same intervals everywhere.
struct BlockBootstrap {
    /// How many times a series is resampled.
    static let resamples = 500

    /// The rank of each value in time order: its place when all are sorted.
    private let ranks: [Int32]
    private let blockLength: Int

    /// A bootstrap of values that have these ranks, in the order of time.
    init(ranks: [Int32]) {
        self.ranks = ranks
        // As many blocks as a block has values: at one value a second an hour makes blocks of a minute, which is longer
        // than the bursts of a network and leaves enough blocks to draw from.
        blockLength = max(1, Int(Int128(ranks.count).root))
    }

    /// For each of `quantiles` the ranks between which 95 % of the resampled ones lie.
    func intervals(of quantiles: [Quantile], seed: UInt64) -> [(low: Int, high: Int)] {
        let count = ranks.count
        guard count > 0 else { return [] }
        var random = SeededRandom(seed: seed)
        var found = [[Int32]](repeating: [], count: quantiles.count)
        let places = quantiles.map { $0.place(of: count) }
        var weights = [Int32](repeating: 0, count: count)
        for _ in 0..<Self.resamples {
            draw(into: &weights, &random)
            var seen = 0
            var next = 0
            for (rank, weight) in weights.enumerated() where weight > 0 {
                seen += Int(weight)
                while next < places.count, places[next] < seen {
                    found[next].append(Int32(rank))
                    next += 1
                }
                if next == places.count { break }
            }
        }
        return found.map { ranks in
            let sorted = ranks.sorted()
            let tail = Self.resamples / 40
            return (Int(sorted[tail - 1]), Int(sorted[Self.resamples - tail]))
        }
    }

    /// Fills `weights` with how often each rank is in one resample.
    private func draw(into weights: inout [Int32], _ random: inout SeededRandom) {
        for index in weights.indices { weights[index] = 0 }
        var rest = ranks.count
        while rest > 0 {
            var index = Int(random.next() % UInt64(ranks.count))
            for _ in 0..<min(blockLength, rest) {
                weights[Int(ranks[index])] += 1
                index += 1
                if index == ranks.count { index = 0 }
            }
            rest -= min(blockLength, rest)
        }
    }
}
