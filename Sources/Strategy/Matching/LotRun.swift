internal import Books

/// Lots of one venue that cost the same.
struct LotRun {
    /// Where they stand.
    let venue: VenueID
    /// What one of them costs, fees included; what it brings, negative, for a sale.
    ///
    /// Less is better.
    let cost: Int128
    /// How many there are.
    let count: Int64
    /// The worst price used by them.
    let worst: Price
}
