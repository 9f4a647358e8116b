internal import Books

extension QuoteSet {
    /// Keeps only what makes an inventory smaller, best first and no more of it than there is.
    ///
    /// What is left of a size is cut down to the lot; what would be worth less than the smallest order is left out.
    mutating func keepReducing(_ inventory: Quantity, _ rules: VenueListing) {
        var room = Int64(clamping: inventory.units.magnitude)
        if inventory.units >= 0 { bids.removeAll(keepingCapacity: true) }
        if inventory.units <= 0 { asks.removeAll(keepingCapacity: true) }
        let lot = max(1, rules.lot.units)
        var kept = 0
        let side = inventory.units > 0 ? Side.ask : .bid
        for index in self[side].indices {
            let level = self[side][index]
            let units = min(level.quantity.units, room) / lot * lot
            let quantity = Quantity(units: units)
            guard units > 0, Notional(level.price, quantity) >= rules.minimumNotional else { continue }
            self[side][kept] = PriceLevel(price: level.price, quantity: quantity)
            room -= units
            kept += 1
        }
        self[side].removeLast(self[side].count - kept)
    }
}
