/// What a venue says about an order as a whole, in its answers, its stream or to a question.
public struct OrderReport: Sendable, Hashable {
    /// The venue's word for where the order stands.
    public enum Status: Sendable, Hashable, CaseIterable {
        /// It was taken in and nothing has traded.
        case new
        /// Some of it has traded and the rest still works.
        case partial
        /// All of it has traded.
        case filled
        /// It was cancelled: by us, by the venue, or because an immediate order had a rest.
        case cancelled
        /// It ended by its own terms.
        case expired
    }

    /// Where the order stands.
    public let status: Status
    /// How much of it has traded in all.
    public let cumulative: Quantity

    /// A report that `cumulative` has traded in all.
    public init(_ status: Status, cumulative: Quantity) {
        self.status = status
        self.cumulative = cumulative
    }
}
