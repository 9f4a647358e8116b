import Books

/// Watches one venue's mid for a move that no usual market makes: a spike, a crash, a bad print.
///
/// Such is a move within a second of more than `max(8 sigma sqrt(dt), 50 basis points)`, and the same over a time in
/// which the venue was not heard. The second is kept in parts of 50 ms with their lowest and highest mid.
struct MoveWatch: Sendable {
    /// How many standard deviations are too many.
    static let deviations = 8.0
    /// Below how many basis points no move is too much.
    static let leastMove = 50.0

    private static let partCount = 20
    private static let partLength: Int64 = 50_000_000

    private struct Part {
        var number = Int64.min
        var low = 0.0
        var high = 0.0
    }

    private var parts: [20 of Part] = InlineArray(repeating: Part())
    private var last: (mid: Double, time: MonotonicTime)?
    /// Bounds of all mids of the second, perhaps of a little more.
    private var low = 0.0
    private var high = 0.0

    /// Nothing seen yet.
    init() {}

    /// Takes a mid in, and says whether it is too far from an earlier one; after that, only later mids count.
    ///
    /// `sigma` is in basis points per square root of a second; 0 while it is not known.
    mutating func take(_ mid: Double, sigma: Double, at now: MonotonicTime) -> Bool {
        guard mid > 0 else { return false }
        let isTooFar = isTooFar(mid, sigma: sigma, at: now)
        if isTooFar { self = MoveWatch() }
        note(mid, at: now)
        return isTooFar
    }

    // MARK: - Parts

    private func isTooFar(_ mid: Double, sigma: Double, at now: MonotonicTime) -> Bool {
        guard let last else { return false }
        let silence = Double((now - last.time).nanoseconds) * 1e-9
        if silence > 1 {
            return Self.move(mid, last.mid) > max(Self.deviations * sigma * silence.squareRoot(), Self.leastMove)
        }
        // Most mids are near all others, which two comparisons show.
        guard max(Self.move(mid, low), Self.move(mid, high)) > Self.leastMove else { return false }
        let number = now.nanoseconds / Self.partLength
        for index in parts.indices where parts[index].number > number - Int64(Self.partCount) {
            let seconds = Double((number - parts[index].number + 1) * Self.partLength) * 1e-9
            let bound = max(Self.deviations * sigma * seconds.squareRoot(), Self.leastMove)
            if max(Self.move(mid, parts[index].low), Self.move(mid, parts[index].high)) > bound { return true }
        }
        return false
    }

    private mutating func note(_ mid: Double, at now: MonotonicTime) {
        let number = now.nanoseconds / Self.partLength
        let index = Int(number.magnitude % UInt64(Self.partCount))
        if parts[index].number == number {
            parts[index].low = min(parts[index].low, mid)
            parts[index].high = max(parts[index].high, mid)
            low = min(low, mid)
            high = max(high, mid)
        } else {
            parts[index] = Part(number: number, low: mid, high: mid)
            low = mid
            high = mid
            for index in parts.indices where parts[index].number > number - Int64(Self.partCount) {
                low = min(low, parts[index].low)
                high = max(high, parts[index].high)
            }
        }
        last = (mid, now)
    }

    /// How far apart two prices are, in basis points of the earlier one.
    private static func move(_ mid: Double, _ earlier: Double) -> Double {
        (mid / earlier - 1).magnitude * 1e4
    }
}
