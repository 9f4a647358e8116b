public import Books

/// One check that an order did not pass.
public struct RiskRefusal: Sendable, Hashable {
    /// Which check.
    public let code: RiskCode
    /// Where the order was to go.
    public let venue: VenueID
    /// What was measured and the bound it broke, in the unit of the limit; zero and zero for a yes or no.
    public let value: Int128
    /// The bound that was broken.
    public let bound: Int128

    /// A refusal for a measure beyond its bound.
    public init(_ code: RiskCode, _ venue: VenueID, value: Int128 = 0, bound: Int128 = 0) {
        self.code = code
        self.venue = venue
        self.value = value
        self.bound = bound
    }
}
