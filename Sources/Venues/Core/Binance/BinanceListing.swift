import Books

/// Reads the rules of one symbol out of Binance's `exchangeInfo` answer.
enum BinanceListing {
    /// What the answer says about the symbol.
    enum Finding: Equatable {
        /// It is listed under these rules; `isTrading` is false while the venue has stopped it.
        case listed(VenueListing, isTrading: Bool)
        /// It cannot be streamed; the sentence says why.
        case refused(String)
        /// The venue answered with an error that says nothing about the symbol; its words.
        case failed(String)
        /// The answer has not the documented shape.
        case unreadable
    }

    /// `BAD_SYMBOL` and `ILLEGAL_CHARS`: the symbol is not one of the venue's.
    private static let unknownSymbolCodes: [Int64] = [-1_121, -1_100]

    /// Reads the answer for the feed's symbol.
    static func find(_ feed: FeedInstrument, in body: Span<UInt8>) -> Finding {
        let answer: JSONValue
        do {
            answer = try JSONValue(body)
        } catch {
            return .unreadable
        }
        if let code = answer["code"]?.integer {
            return unknownSymbolCodes.contains(code)
                ? .refused("Binance does not list \(feed.symbol) (error \(code)): check the symbol")
                : .failed("error \(code): \(answer["msg"]?.string ?? "no words")")
        }
        guard let entry = answer["symbols"]?.array?.first(where: { $0["symbol"]?.string == feed.symbol }),
            let filters = entry["filters"]?.array, let status = entry["status"]?.string
        else { return .unreadable }
        let units = feed.instrument
        guard let tick = step("PRICE_FILTER", "tickSize", filters, units.priceUnit),
            let lot = step("LOT_SIZE", "stepSize", filters, units.quantityUnit)
        else {
            return .refused(
                "Binance's tick or lot of \(feed.symbol) is finer than the console's units: configure finer units"
            )
        }
        let listing = VenueListing(
            tick: Price(units: tick),
            lot: Quantity(units: lot),
            minimumNotional: minimumNotional(filters, units),
            minimumQuantity: Quantity(units: step("LOT_SIZE", "minQty", filters, units.quantityUnit) ?? 0)
        )
        return .listed(listing, isTrading: status == "TRADING")
    }

    /// The venue's time, in an answer of `/api/v3/time`; nil where there is none that a clock can show.
    static func serverTime(in body: Span<UInt8>) -> WallTime? {
        do {
            return BinanceDecoder.time(try JSONValue(body)["serverTime"]?.integer)
        } catch {
            return nil
        }
    }

    /// Whether the venue works, in an answer of `/sapi/v1/system/status`; nil where that is not said.
    static func isWorking(_ body: Span<UInt8>) -> Bool? {
        do {
            return try JSONValue(body)["status"]?.integer.map { $0 == 0 }
        } catch {
            return nil
        }
    }

    private static func step(_ filter: String, _ member: String, _ filters: [JSONValue], _ unit: DecimalUnit) -> Int64?
    {
        guard let text = filters.first(where: { $0["filterType"]?.string == filter })?[member]?.string else {
            return nil
        }
        do {
            let count = try DecimalText.parse(text, unit: unit)
            return count > 0 ? count : nil
        } catch {
            return nil
        }
    }

    /// The least notional of an order, in price units x quantity units; zero where the venue states none.
    private static func minimumNotional(_ filters: [JSONValue], _ units: Instrument) -> Notional {
        let entry = filters.first {
            $0["filterType"]?.string == "NOTIONAL" || $0["filterType"]?.string == "MIN_NOTIONAL"
        }
        guard let text = entry?["minNotional"]?.string else { return .zero }
        return Notional(quoteAmount: text, units: units) ?? .zero
    }
}
