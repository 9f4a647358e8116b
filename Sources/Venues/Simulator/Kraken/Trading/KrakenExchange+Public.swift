import Books
import Venues

/// Kraken's public tables: what its names stand for, and what it trades (Spot REST, "Assets", "AssetPairs").
extension KrakenExchange {
    /// The answer to a public request.
    func publicAnswer(_ name: String, at now: ExchangeMoment) -> HTTPAnswer {
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
        return Self.table([(KrakenNames.code(instrument.base) + KrakenNames.code(instrument.quote), row.finish())])
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
