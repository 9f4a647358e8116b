public import Testing

/// Runs `body` once a seed, each with the generator of that seed, and names the seed of a run that throws.
///
/// Expectations inside have to name the seed themselves: `"seed \(seed)"`.
public func forEachSeed(
    _ seeds: ClosedRange<UInt64>,
    _ body: (UInt64, inout SplitMix64) throws -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    for seed in seeds {
        var generator = SplitMix64(seed: seed)
        do {
            try body(seed, &generator)
        } catch {
            Issue.record(error, "seed \(seed)", sourceLocation: sourceLocation)
        }
    }
}

extension SplitMix64 {
    /// A number of `range`.
    public mutating func pick<Number: FixedWidthInteger>(_ range: ClosedRange<Number>) -> Number {
        Number.random(in: range, using: &self)
    }

    /// True once in `count` times on average.
    public mutating func oneIn(_ count: Int) -> Bool {
        pick(1...count) == 1
    }

    /// One of `elements`, which must not be empty.
    public mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[pick(0...elements.count - 1)]
    }
}
