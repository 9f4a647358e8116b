/// By how much the mid of a top of book is expected to move in the end, by imbalance and spread: the adjustment `G*` of
/// Stoikov's micro-price (Quantitative Finance 18(12), 2018).
///
/// The paper counts what follows each state: `Q` where the mid stays, `R` by how much it moves (`K`), `T` what comes
/// after a move. It symmetrises the counts and sums `G* = sum B^i G1` with `G1 = (I-Q)^-1 R K` and `B = (I-Q)^-1 T`. The
/// sum satisfies `(I - Q - T) G* = R K`, and by the symmetry a mirrored state has the opposite value. So only states
/// with less on the bid are kept, a visit to the mirror of one counts as a visit to it that went the opposite way, and
/// one small system of linear equations gives the whole series.
struct MicroPriceChain: Sendable {
    /// A top of book, as coarse as it is counted.
    struct State: Sendable, Equatable {
        /// The share of the bid in the quantity at both best prices: 0 is the least of ``imbalances``.
        var imbalance: Int
        /// The width of the spread: 0 is the narrowest of ``spreads``.
        var spread: Int
    }

    /// How many shares of the bid are told apart; an even number, so that each has a mirror.
    let imbalances: Int
    /// How many widths of the spread are told apart.
    let spreads: Int

    /// With how many visits that led nowhere each state begins: what was hardly ever seen moves the price hardly.
    private let prior: Double
    private let half: Int
    private var visits: [Double]
    private var moves: [Double]
    /// How often each state (row) was followed by each other, less how often by that one's mirror.
    private var steps: [Double]
    private var matrix: [Double]
    private var values: [Double]

    /// A chain in which nothing was seen.
    init(imbalances: Int, spreads: Int, prior: Double) {
        precondition(imbalances > 0 && imbalances.isMultiple(of: 2) && spreads > 0, "each state needs a mirror")
        self.imbalances = imbalances
        self.spreads = spreads
        self.prior = prior
        half = imbalances / 2 * spreads
        visits = Array(repeating: 0, count: half)
        moves = Array(repeating: 0, count: half)
        steps = Array(repeating: 0, count: half * half)
        matrix = Array(repeating: 0, count: half * half)
        values = Array(repeating: 0, count: half)
    }

    // MARK: - Counts

    /// Counts that the mid moved by `move` as `state` was left.
    mutating func note(move: Double, from state: State, times: Double = 1) {
        let (place, sign) = fold(state)
        moves[place] += sign * move * times
    }

    /// Counts that `next` followed `state`; nil where nobody saw what followed.
    mutating func note(_ state: State, then next: State?, times: Double = 1) {
        let (place, sign) = fold(state)
        visits[place] += times
        guard let next else { return }
        let (nextPlace, nextSign) = fold(next)
        steps[place * half + nextPlace] += sign * nextSign * times
    }

    /// Lets everything that was counted so far weigh `factor` of what it did.
    mutating func fade(to factor: Double) {
        for place in 0..<half {
            visits[place] *= factor
            moves[place] *= factor
        }
        for place in steps.indices { steps[place] *= factor }
    }

    // MARK: - Values

    /// Works the adjustments out from all counts.
    ///
    /// No state is followed more often than it was visited, so no pivot is below its row's other numbers, and the plain
    /// elimination is stable. A state that was never visited, in a chain without a prior, has no equation and moves
    /// nothing.
    mutating func solve() {
        for row in 0..<half {
            for column in 0..<half { matrix[row * half + column] = -steps[row * half + column] }
            matrix[row * half + row] += visits[row] + prior
            values[row] = moves[row]
        }
        for pivot in 0..<half {
            let diagonal = matrix[pivot * half + pivot]
            guard diagonal > 0 else { continue }
            for row in pivot + 1..<max(half, pivot + 1) {
                let factor = matrix[row * half + pivot] / diagonal
                if factor == 0 { continue }
                for column in pivot..<half {
                    matrix[row * half + column] -= factor * matrix[pivot * half + column]
                }
                values[row] -= factor * values[pivot]
            }
        }
        // By index: without the optimiser a reversed range asks the heap for each row.
        for step in 1...half {
            let row = half - step
            let diagonal = matrix[row * half + row]
            var value = values[row]
            for column in row + 1..<max(half, row + 1) { value -= matrix[row * half + column] * values[column] }
            values[row] = diagonal > 0 ? value / diagonal : 0
        }
    }

    /// By how much the mid is expected to move from `state`, as it was last worked out, in the unit of the moves.
    func adjustment(_ state: State) -> Double {
        let (place, sign) = fold(state)
        return sign * values[place]
    }

    /// The state that stands for `state` and its mirror, and -1 where it is the mirror.
    private func fold(_ state: State) -> (place: Int, sign: Double) {
        let isMirror = state.imbalance >= imbalances / 2
        let imbalance = isMirror ? imbalances - 1 - state.imbalance : state.imbalance
        return (state.spread * (imbalances / 2) + imbalance, isMirror ? -1 : 1)
    }
}
