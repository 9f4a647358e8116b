import Books
import Foundation
import Venues

/// The mid at the end of each whole second, carried forward through seconds without a change, and how much it moves.
///
/// Statistics only: the one place of a verification where floating point is used.
struct MidStatistics {
    private var second: Int64?
    private var twiceMid: Int64 = 0
    private var samples = 0
    private var least: Int64 = .max
    private var greatest: Int64 = .min
    private var lastSample: Int64 = 0
    // Welford's running mean and squared deviation of the logarithmic returns.
    private var returns = 0.0
    private var mean = 0.0
    private var squares = 0.0

    /// Takes the mid (twice, in price units) as of `time` (ns).
    mutating func take(twiceMid: Int64, time: Int64) {
        let now = time / 1_000_000_000
        if let second, now > second {
            // A recording with an absurd jump of its clock must not keep us counting seconds.
            for _ in 0..<min(now - second, Self.longestPause) { sample() }
        }
        second = now
        self.twiceMid = twiceMid
    }

    private static let longestPause: Int64 = 86_400

    private mutating func sample() {
        // A mid of nothing has no return.
        if samples > 0, lastSample > 0, twiceMid > 0 {
            let value = log(Double(twiceMid) / Double(lastSample))
            returns += 1
            let difference = value - mean
            mean += difference / returns
            squares += difference * (value - mean)
        }
        samples += 1
        lastSample = twiceMid
        least = min(least, twiceMid)
        greatest = max(greatest, twiceMid)
    }

    /// The facts; mids are exact, in half price units, which have `halfUnitDecimals` decimals.
    func json(halfUnitDecimals: Int) -> JSONValue {
        guard samples > 0 else { return .members(["samples": .count(0)]) }
        let deviation = returns > 1 ? (squares / (returns - 1)).squareRoot() : 0
        return .members([
            "samples": .count(samples),
            "log_return_stdev": .number(deviation == 0 ? "0.0" : String(format: "%.9g", deviation)),
            "min": .number(DecimalText.plain(Int128(least) * 5, decimals: halfUnitDecimals)),
            "max": .number(DecimalText.plain(Int128(greatest) * 5, decimals: halfUnitDecimals)),
        ])
    }
}
