/// A venue's own name for one fill: the key by which a fill is booked once, whoever tells of it.
///
/// Text, because venues disagree: Binance counts (`t`), Kraken names (`exec_id`).
public struct TradeID: Sendable, Hashable, Comparable {
    /// The name as the venue writes it.
    public let text: String

    /// The fill that the venue calls `text`.
    public init(_ text: String) {
        self.text = text
    }

    public static func < (left: TradeID, right: TradeID) -> Bool {
        left.text < right.text
    }
}
