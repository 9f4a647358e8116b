/// What a limit is counted in.
public enum LimitUnit: Sendable, Hashable {
    /// Whole units of the quote asset.
    case quote
    /// Hundredths.
    case percent
    /// Hundredths of a percent.
    case basisPoints
    /// Orders or executions.
    case count
}
