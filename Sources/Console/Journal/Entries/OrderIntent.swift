public import Books

/// An order that shall be sent, with its deadlines by the calendar.
///
/// The steady clock of the request means nothing after a restart of the machine; the calendar does.
public struct OrderIntent: Sendable, Hashable {
    /// The order.
    public let request: OrderRequest
    /// From when on the venue refuses it.
    public let expiresAt: WallTime
    /// From when on it is certain that the venue cannot take it any more.
    public let fencePassesAt: WallTime

    /// An order with its deadlines.
    public init(request: OrderRequest, expiresAt: WallTime, fencePassesAt: WallTime) {
        self.request = request
        self.expiresAt = expiresAt
        self.fencePassesAt = fencePassesAt
    }
}
