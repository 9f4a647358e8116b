import Foundation

/// The exact quotes without a horizon, of which the closed form is an approximation: from the eigenvector of the smallest
/// eigenvalue of a tridiagonal matrix over the inventories -60 to 60.
///
/// Diagonal `(k / 2) gamma sigma² q²`, beside it `-A (1 + gamma / k)^-(1 + k / gamma)`; Guéant, Lehalle and
/// Fernandez-Tapia 2013. The vector is found by inverse iteration: the matrix is solved for the last guess again and again.
struct ExactInventoryModel {
    private static let limit = 60
    private let vector: [Double]
    private let gamma: Double
    private let decay: Double

    init(gamma: Double, rate: Double, decay: Double, sigma: Double) {
        self.gamma = gamma
        self.decay = decay
        let count = 2 * Self.limit + 1
        let beside = -rate * pow(1 + gamma / decay, -(1 + decay / gamma))
        // A shift below all eigenvalues, by Gershgorin, keeps the order of the eigenvalues and makes all of them positive.
        let shift = 2 * beside * 1.000_1
        let diagonal = (0..<count).map { place in
            let held = Double(place - Self.limit)
            return decay / 2 * gamma * sigma * sigma * held * held - shift
        }
        var guess = Array(repeating: 1.0, count: count)
        for _ in 0..<20_000 {
            let next = Self.solved(diagonal, beside, guess)
            let length = next.reduce(0) { max($0, $1.magnitude) }
            let scaled = next.map { $0 / length }
            let change = zip(scaled, guess).reduce(0) { max($0, ($1.0 / $1.1 - 1).magnitude) }
            guess = scaled
            if change < 1e-13 { break }
        }
        vector = guess
    }

    func bid(_ held: Int) -> Double { spread + log(self[held] / self[held + 1]) / decay }

    func ask(_ held: Int) -> Double { spread + log(self[held] / self[held - 1]) / decay }

    private var spread: Double { log1p(gamma / decay) / gamma }

    private subscript(held: Int) -> Double { vector[held + Self.limit] }

    /// Gauss for a matrix with the same number everywhere beside its diagonal.
    private static func solved(_ diagonal: [Double], _ beside: Double, _ right: [Double]) -> [Double] {
        var pivots = diagonal
        var values = right
        for row in 1..<diagonal.count {
            let factor = beside / pivots[row - 1]
            pivots[row] -= factor * beside
            values[row] -= factor * values[row - 1]
        }
        values[diagonal.count - 1] /= pivots[diagonal.count - 1]
        for row in (0..<diagonal.count - 1).reversed() {
            values[row] = (values[row] - beside * values[row + 1]) / pivots[row]
        }
        return values
    }
}
