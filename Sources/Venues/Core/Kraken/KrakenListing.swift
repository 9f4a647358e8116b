import Books

/// Reads the rules of one pair out of a message of Kraken's `instrument` channel.
enum KrakenListing {
    /// What the message says about the pair.
    enum Finding: Equatable {
        /// It is listed under these rules; `isOnline` is false while the venue has restricted it.
        case listed(VenueListing, isOnline: Bool)
        /// It cannot be streamed; the sentence says why.
        case refused(String)
        /// The message says nothing about the pair: updates name only pairs that changed.
        case absent
    }

    /// Reads the message for the feed's pair.
    static func find(_ feed: FeedInstrument, in message: JSONValue) -> Finding {
        guard let pairs = message["data"]?["pairs"]?.array else { return .absent }
        guard let pair = pairs.first(where: { $0["symbol"]?.string == feed.symbol }) else {
            return message["type"]?.string == "snapshot"
                ? .refused("Kraken does not list \(feed.symbol): check the symbol") : .absent
        }
        let units = feed.instrument
        guard let tick = count(pair["price_increment"], units.priceUnit), tick > 0,
            let lot = count(pair["qty_increment"], units.quantityUnit), lot > 0
        else {
            return .refused(
                "Kraken's tick or lot of \(feed.symbol) is finer than the console's units: configure finer units"
            )
        }
        let listing = VenueListing(
            tick: Price(units: tick),
            lot: Quantity(units: lot),
            minimumNotional: pair["cost_min"]?.decimalText.flatMap { Notional(quoteAmount: $0, units: units) } ?? .zero,
            minimumQuantity: Quantity(units: max(0, count(pair["qty_min"], units.quantityUnit) ?? 0))
        )
        return .listed(listing, isOnline: pair["status"]?.string == "online")
    }

    private static func count(_ value: JSONValue?, _ unit: DecimalUnit) -> Int64? {
        guard let text = value?.decimalText else { return nil }
        do {
            return try DecimalText.parse(text, unit: unit)
        } catch {
            return nil
        }
    }
}
