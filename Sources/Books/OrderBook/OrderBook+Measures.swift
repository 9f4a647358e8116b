extension OrderBook {
    /// What an order of `size` would get that takes from `side`.
    public func fill(_ size: Quantity, from side: Side) -> WalkedFill {
        WalkedFill(size, known: known(side), on: side) { body in
            (side == .bid ? bids : asks).forEachLevel { body($0.price, $0.quantity) }
        }
    }
}
