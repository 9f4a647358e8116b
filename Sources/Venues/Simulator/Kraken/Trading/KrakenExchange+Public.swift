import Books
import Venues

/// Kraken's public tables: what its names stand for, what it trades, and its book (Spot REST, "Assets", "AssetPairs",
/// "Depth").
extension KrakenExchange {
    /// The answer to a public request.
    func publicAnswer(_ name: String, _ request: ExchangeRequest, at now: ExchangeMoment) -> HTTPAnswer {
        var object = WireObject()
        switch name {
        case "Time":
            object.add("unixtime", now.wall.nanoseconds / 1_000_000_000)
        case "SystemStatus":
            object.add("status", systemName)
            object.add("timestamp", now.wall)
        case "Assets":
            return Self.result(.success(assets))
        case "AssetPairs":
            return Self.result(.success(pairs))
        case "Depth":
            return Self.result(depth(RequestTarget(request.target), at: now))
        default:
            return Self.result(.failure(.unknownMethod))
        }
        return Self.result(.success(object.finish()))
    }

    private var assets: [UInt8] {
        Self.table(
            [instrument.base, instrument.quote].map { asset in
                var row = WireObject()
                row.add("aclass", "currency")
                row.add("altname", KrakenNames.alternative(asset))
                row.add("decimals", 10)
                row.add("display_decimals", 5)
                row.add("status", "enabled")
                return (KrakenNames.code(asset), row.finish())
            }
        )
    }

    private var pairs: [UInt8] {
        let minimum = instrument.minimumNotional
        let decimals = instrument.priceUnit.decimals + instrument.quantityUnit.decimals
        var row = WireObject()
        row.add("altname", KrakenNames.pair(instrument))
        row.add(
            "wsname",
            KrakenNames.alternative(instrument.base) + "/" + KrakenNames.alternative(instrument.quote)
        )
        row.add("aclass_base", "currency")
        row.add("base", KrakenNames.code(instrument.base))
        row.add("aclass_quote", "currency")
        row.add("quote", KrakenNames.code(instrument.quote))
        row.add("pair_decimals", Int64(instrument.priceUnit.decimals))
        row.add("cost_decimals", 5)
        row.add("lot_decimals", Int64(instrument.quantityUnit.decimals))
        row.add("ordermin", DecimalText.text(instrument.minimumQuantity.units, unit: instrument.quantityUnit))
        row.add("costmin", DecimalText.plain(minimum.units, decimals: decimals))
        row.add("tick_size", DecimalText.text(instrument.tick.units, unit: instrument.priceUnit))
        row.add("status", "online")
        return Self.table([(KrakenNames.listing(instrument), row.finish())])
    }

    /// The best levels, 100 a side unless `count` says otherwise (1 to 500); nothing ties them to the stream.
    private func depth(_ target: RequestTarget?, at now: ExchangeMoment) -> Result<[UInt8], KrakenError> {
        guard let pair = target?["pair"], KrakenNames.isPair(pair, instrument) else { return .failure(.unknownPair) }
        var count = 100
        if let text = target?["count"] {
            guard let wanted = Int(text), (1...500).contains(wanted) else { return .failure(.arguments("count")) }
            count = wanted
        }
        var sides = WireObject()
        sides.add("asks", list: rows(book.asks, count, now))
        sides.add("bids", list: rows(book.bids, count, now))
        return .success(Self.table([(KrakenNames.listing(instrument), sides.finish())]))
    }

    /// Levels as `["price","volume",time]`; the time is that of the answer, since the recording has none a level.
    private func rows(_ side: ExchangeSide, _ count: Int, _ now: ExchangeMoment) -> [[UInt8]] {
        (0..<min(count, side.count)).map { rank in
            let level = side[rank]
            var text = WireText()
            text.append("[")
            text.append(quoted: DecimalText.text(level.price, unit: instrument.priceUnit))
            text.append(",")
            text.append(quoted: DecimalText.text(level.quantity, unit: instrument.quantityUnit))
            text.append(",")
            text.append(now.wall.nanoseconds / 1_000_000_000)
            text.append("]")
            return text.bytes
        }
    }

    /// An object whose members' names are those of a market.
    private static func table(_ rows: [(name: String, row: [UInt8])]) -> [UInt8] {
        var text = WireText()
        text.append("{")
        for (index, row) in rows.enumerated() {
            if index > 0 { text.append(",") }
            text.append(quoted: row.name)
            text.append(":")
            text.append(row.row)
        }
        text.append("}")
        return text.bytes
    }
}
