import Books

/// Finds the straight lines that the venue's clock can have followed.
///
/// A question cannot arrive before it left and an answer cannot be heard before it was given: each sample bounds the
/// venue's clock from above and from below, and the line has to pass between all of them. That is Cristian's bound with
/// the least delay of each way taken for itself, and the drift of Moon, Skelly and Towsley ("Estimation and removal of
/// clock skew from network delay measurements", 1999). The middle is right where both ways take equally long; where they
/// do not, the truth still lies within the error, which nothing that is measured at one end can make smaller.
public enum ClockFit {
    /// For how long one line is meant to hold: a disciplined clock changes its pace over minutes.
    static let stretch = TimeSpan.seconds(600)
    /// With fewer samples a stretch that no line fits is given up.
    private static let leastSamples = 8
    /// In how many parts a stretch is looked at: of each the two tightest samples count.
    private static let parts = 48

    /// The lines for `samples`, which are in the order of time; there is none for a time in which the clock was set.
    public static func lines(_ samples: [ClockSample]) -> [ClockLine] {
        var lines: [ClockLine] = []
        var rest = samples[...]
        while let first = rest.first {
            let end = rest.firstIndex { $0.heard - first.heard > stretch } ?? rest.endIndex
            // A short remainder belongs to the stretch before it.
            let isTail = rest.endIndex - end < leastSamples
            fit(rest[..<(isTail ? rest.endIndex : end)], into: &lines)
            rest = isTail ? [] : rest[end...]
        }
        return lines
    }

    /// Appends the line for `samples`, or those of its halves where no line fits: then the clock was set or bent.
    private static func fit(_ samples: ArraySlice<ClockSample>, into lines: inout [ClockLine]) {
        guard let first = samples.first, let last = samples.last else { return }
        if let line = line(samples, from: first.sent, to: last.heard) {
            lines.append(line)
        } else if samples.count > leastSamples {
            let middle = samples.startIndex + samples.count / 2
            fit(samples[..<middle], into: &lines)
            fit(samples[middle...], into: &lines)
        }
    }

    /// A bound on the clock's offset at a time, both relative to the first sample's.
    private struct Bound {
        let time: Int128
        let offset: Int128
    }

    private static func line(
        _ samples: ArraySlice<ClockSample>,
        from start: MonotonicTime,
        to end: MonotonicTime
    ) -> ClockLine? {
        guard let first = samples.first else { return nil }
        let base = first.floor
        let ceilings = tightest(samples) { -$0.ceiling }.map {
            Bound(time: Int128(($0.sent - start).nanoseconds), offset: $0.ceiling - base)
        }
        let floors = tightest(samples) { $0.floor }.map {
            Bound(time: Int128(($0.heard - start).nanoseconds), offset: $0.floor - base)
        }
        guard let range = slopes(between: floors, and: ceilings) else { return nil }
        let slope = min(max(typicalSlope(floors, ceilings, within: range), range.lowerBound), range.upperBound)
        let level = { (bound: Bound) in bound.offset - bound.time * slope / trillion }
        guard let top = ceilings.min(by: { level($0) < level($1) }),
            let bottom = floors.max(by: { level($0) < level($1) }), level(top) >= level(bottom)
        else { return nil }
        let slopeError = max(range.upperBound - slope, slope - range.lowerBound)
        // Between the two bounds that it touches the line is held; away from them another pace leads away from it.
        let length = Int128((end - start).nanoseconds)
        let away = [top.time, length - top.time, bottom.time, length - bottom.time].max() ?? length
        let error = (level(top) - level(bottom) + 1) / 2 + away * slopeError / trillion
        return ClockLine(
            start: start,
            end: end,
            offset: base + (level(top) + level(bottom)) / 2,
            drift: Int64(clamping: slope),
            error: TimeSpan(nanoseconds: Int64(clamping: error)),
            driftError: Int64(clamping: slopeError)
        )
    }

    /// The sample of the highest `rank` in each of so many parts.
    private static func tightest(_ samples: ArraySlice<ClockSample>, rank: (ClockSample) -> Int128) -> [ClockSample] {
        let length = max(1, (samples.count + parts - 1) / parts)
        return stride(from: samples.startIndex, to: samples.endIndex, by: length).compactMap { start in
            samples[start..<min(start + length, samples.endIndex)].max { rank($0) < rank($1) }
        }
    }

    /// The slopes that a line between `floors` and `ceilings` can have, nil where there is no such line.
    ///
    /// Each pair of a floor and a later ceiling bounds the slope from above, each of a ceiling and a later floor from below.
    private static func slopes(between floors: [Bound], and ceilings: [Bound]) -> ClosedRange<Int128>? {
        var range = (low: -slopeLimit, high: slopeLimit)
        for floor in floors {
            for ceiling in ceilings {
                let span = ceiling.time - floor.time
                let rise = (ceiling.offset - floor.offset) * trillion
                if span > 0 {
                    range.high = min(range.high, rise / span)
                } else if span < 0 {
                    range.low = max(range.low, rise / span)
                } else if rise < 0 {
                    return nil
                }
            }
        }
        return range.low <= range.high ? range.low...range.high : nil
    }

    /// The median slope between the middles of early and of late parts (Theil's estimator, 1950): noise at the ends of a
    /// stretch does not turn it as it turns the two extreme lines.
    private static func typicalSlope(
        _ floors: [Bound],
        _ ceilings: [Bound],
        within range: ClosedRange<Int128>
    ) -> Int128 {
        let middles = zip(floors, ceilings).map { floor, ceiling in
            Bound(time: (floor.time + ceiling.time) / 2, offset: (floor.offset + ceiling.offset) / 2)
        }
        var slopes: [Int128] = []
        for (index, late) in middles.enumerated() {
            for early in middles[..<index] where late.time - early.time >= leastSpan {
                slopes.append((late.offset - early.offset) * trillion / (late.time - early.time))
            }
        }
        guard !slopes.isEmpty else { return (range.lowerBound + range.upperBound) / 2 }
        slopes.sort()
        return slopes[slopes.count / 2]
    }

    /// Slopes are counted in parts of this.
    private static let trillion: Int128 = 1_000_000_000_000
    /// No clock of a server drifts by more: a thousandth.
    private static let slopeLimit: Int128 = 1_000_000_000
    /// Two parts nearer to each other than a second tell nothing of a drift.
    private static let leastSpan: Int128 = 1_000_000_000
}
