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
    /// How many neighbours stay together.
    let blockLength: Int

    /// A bootstrap of values that have these ranks, in the order of time.
    init(ranks: [Int32]) {
        self.ranks = ranks
        // At one value a second an hour makes blocks of two minutes: longer than the bursts of a network, so that what a
        // block cuts off is little, and 30 blocks are left to draw from.
        blockLength = max(1, 2 * Int(Int128(ranks.count).root))
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
        let tail = max(1, Self.resamples * Self.tail(blocks: count / blockLength) / 100_000)
        return found.map { ranks in
            let sorted = ranks.sorted()
            return (Int(sorted[tail - 1]), Int(sorted[Self.resamples - tail]))
        }
    }

    /// The share of resamples beyond each end, in parts of 100,000.
    ///
    /// Few blocks know their own spread badly: their ends are those of Student's distribution and not of the normal one.
    /// The shares are what the normal distribution has beyond Student's 97.5 % quantile of one degree less than blocks.
    private static func tail(blocks: Int) -> Int {
        let table = [
            (4, 73), (5, 275), (6, 507), (7, 720), (8, 902), (10, 1_185), (13, 1_467), (16, 1_655), (21, 1_849),
            (31, 2_057), (61, 2_274),
        ]
        return table.last { blocks >= $0.0 }?.1 ?? 0
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
