public import Books

/// A quote that the consumer book has reached, and where what it wants stands: a decision, not yet an order.
public struct Match: Sendable, Equatable {
    /// The client's order.
    public let quote: Quote
    /// What was asked of the router.
    public let request: RouteRequest
    /// Where it would be executed.
    public let route: Route
    /// The best all-in price there was at that moment.
    public let best: AllInPrice

    /// Whether the client buys or sells.
    public var side: OrderSide { request.side }
}
