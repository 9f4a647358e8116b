/// The strategies that a console can quote by.
public enum QuoterChoice: String, Sendable, Hashable, CaseIterable {
    /// Distances and sizes by volatility, inventory and what usually rests there.
    case ladder
    /// One spread and one size, whatever happens.
    case fixed
}
