import Books

/// How much the quotes of one side are for, level by level from the touch outwards.
///
/// With `D_i` what usually rests at the distance of level i: `rho = clamp(sigma / sigma_ref, 0.5, 4)`,
/// `cap_i = phi min(D_i...D_L)`, `base = max(cap_1 / max(1, rho), the venue's minimum)`,
/// `size_i = min(cap_i, base i^(g0 / rho))`, times what the inventory and the budget leave, floored to the lot.
/// So by construction: smallest at the touch and never smaller further out, never above the share phi of what usually
/// rests there, never growing with the volatility.
struct SizeProfile {
    /// The share of what usually rests at a distance that a quote may have.
    var share = 0.05
    /// g0: how fast sizes grow outwards in a usual market.
    var growth = 1.0

    /// The ratio below which the calm of a market adds nothing.
    static let calmest = 0.5
    /// The ratio above which its unrest takes nothing more.
    static let wildest = 4.0

    /// The volatility relative to the usual one, within the bounds between which sizes follow it.
    static func ratio(_ sigma: Double, usual: Double) -> Double {
        guard usual > 0, sigma.isFinite else { return wildest }
        return min(max(sigma / usual, calmest), wildest)
    }

    /// What the sizes of one side are made for.
    struct Request {
        /// What usually rests at the distance of each level.
        var depths: LevelSeries
        /// The prices of the levels.
        var prices: LevelSeries
        /// The volatility ratio.
        var ratio: Double
        /// The lot.
        var lot: Double
        /// What all quotes of the side may cost together.
        var budget: Double
        /// What one quote may cost at most.
        var orderLimit = Double.infinity
        /// What one quote has to cost at least.
        var minimumNotional: Double
        /// A price that no level is below; the lowest of the levels unless told.
        var lowestPrice: Double?
        /// What the inventory leaves of the side, 0 to 1.
        var inventoryFactor: Double
    }

    /// What is left of the side that adds to an inventory as that comes to its limit: `clamp(1 -+ q/Qmax, 0, 1)`.
    static func inventoryFactor(_ side: Side, inventory: Double, limit: Double) -> Double {
        guard limit > 0 else { return 0 }
        let share = inventory / limit
        return min(max(side == .bid ? 1 - share : 1 + share, 0), 1)
    }

    /// The sizes of the levels, each a multiple of the lot.
    func sizes(_ request: Request) -> LevelSeries {
        guard request.depths.count > 0 else { return LevelSeries() }
        let lowest = request.lowestPrice ?? request.prices.smallest
        let caps = caps(request)
        let least = (request.minimumNotional / (lowest * request.lot) - Self.tolerance).rounded(.up) * request.lot
        let scale = scale(request, caps: caps, least: least) * request.inventoryFactor
        var sizes = LevelSeries()
        for level in caps.indices {
            let wanted = raw(level, ratio: request.ratio, caps: caps, least: least) * scale
            let lots = (wanted / request.lot + Self.tolerance).rounded(.down)
            let size = lots * request.lot
            let isShown = lots >= 1 && size * lowest >= request.minimumNotional * (1 - Self.tolerance)
            sizes.append(isShown ? size : 0)
        }
        return sizes
    }

    // MARK: - Parts

    /// By how much of a lot a number may miss a whole one and still count as it.
    private static let tolerance = 1e-9

    /// The share of what usually rests at each level or beyond, whichever is less.
    private func caps(_ request: Request) -> LevelSeries {
        var caps = request.depths
        var least = Double.infinity
        for level in caps.indices.reversed() {
            least = min(least, request.depths[level])
            caps[level] = max(0, share * least)
        }
        return caps
    }

    private func raw(_ level: Int, ratio: Double, caps: LevelSeries, least: Double) -> Double {
        let base = max(caps[0] / max(1, ratio), least)
        return min(caps[level], base * RealFunctions.power(Double(level + 1), growth / ratio))
    }

    /// What the budget leaves.
    ///
    /// It is worked out for the calmest market: by the present one, sizes at the touch would grow with the volatility,
    /// because the outer ones, which then shrink most, would leave them more of the budget.
    private func scale(_ request: Request, caps: LevelSeries, least: Double) -> Double {
        var sum = 0.0
        var largest = 0.0
        for level in caps.indices {
            let size = raw(level, ratio: Self.calmest, caps: caps, least: least) * request.inventoryFactor
            sum += size * request.prices[level]
            largest = max(largest, size * request.prices[level])
        }
        guard sum > 0 else { return 0 }
        return min(1, request.budget / sum, request.orderLimit / largest)
    }
}
