public import Books

/// What a router is asked for.
public struct RouteRequest: Sendable, Hashable {
    /// Whether to buy or to sell.
    public let side: OrderSide
    /// How much.
    public let quantity: Quantity
    /// The worst price on any venue's book that may be used: the collar.
    public let limit: Price
    /// The worst price that is good enough once fees are paid; nil if fees only decide the order.
    public let allInLimit: AllInPrice?

    /// A request for a route.
    public init(_ side: OrderSide, _ quantity: Quantity, limit: Price, allInLimit: AllInPrice? = nil) {
        self.side = side
        self.quantity = quantity
        self.limit = limit
        self.allInLimit = allInLimit
    }
}

/// How a quantity is split over the venues where it stands.
public struct Route: Sendable, Equatable {
    /// The slice for one venue: one immediate order with a limit.
    public struct Child: Sendable, Equatable {
        /// Where it goes.
        public let venue: VenueID
        /// How much.
        public let quantity: Quantity
        /// The worst price used there.
        public let limit: Price
        /// What it is expected to take, level by level, best first.
        public let levels: [PriceLevel]
        /// What that costs or brings, fees included, in price units x quantity units x ``FeeRate/scale``.
        public let allInCost: Int128
    }

    /// The slices, by venue.
    public let children: [Child]
    /// How much found no place.
    public let unallocated: Quantity

    /// How much found a place.
    public var allocated: Quantity {
        Quantity(units: children.reduce(0) { $0 + $1.quantity.units })
    }

    /// What all of it costs or brings, fees included, in price units x quantity units x ``FeeRate/scale``.
    public var allInCost: Int128 {
        children.reduce(0) { $0 + $1.allInCost }
    }
}
