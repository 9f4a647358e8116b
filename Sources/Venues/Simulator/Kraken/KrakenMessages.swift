import Books
import Venues

/// Writes what Kraken sends over its public WebSocket.
struct KrakenMessages: Sendable {
    /// What is traded.
    let instrument: ExchangeInstrument

    /// The state that the `status` channel tells.
    enum System: String, Sendable {
        /// All is open.
        case online
        /// All is closed.
        case maintenance
        /// Orders can be cancelled alone.
        case cancelOnly = "cancel_only"

        /// What is told of maintenance.
        init(_ mode: MaintenanceMode) {
            switch mode {
            case .maintenance: self = .maintenance
            case .cancelOnly: self = .cancelOnly
            }
        }
    }

    /// A heartbeat, which carries nothing.
    static let heartbeat = Array("{\"channel\":\"heartbeat\"}".utf8)

    // MARK: - Channels

    /// The state of the system, with the connection's number.
    static func status(_ system: System, connection: UInt64) -> [UInt8] {
        var text = WireText()
        text.append("{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":")
        text.append(quoted: system.rawValue)
        text.append(",\"api_version\":\"v2\",\"connection_id\":")
        text.append(connection)
        text.append("}]}")
        return text.bytes
    }

    /// The book, whole (`snapshot`) or what changed (`update`).
    func book(_ type: StaticString, _ change: KrakenBookChange, checksum: UInt32, at time: WallTime) -> [UInt8] {
        var text = WireText(capacity: 224 + 40 * (change.bids.count + change.asks.count))
        text.append("{\"channel\":\"book\",\"type\":\"")
        text.append(type)
        text.append("\",\"data\":[{\"symbol\":")
        text.append(quoted: instrument.symbol)
        text.append(",\"bids\":")
        append(change.bids, to: &text)
        text.append(",\"asks\":")
        append(change.asks, to: &text)
        text.append(",\"checksum\":")
        text.append(UInt64(checksum))
        text.append(",\"timestamp\":\"")
        Timestamp(time: time).append(to: &text)
        text.append("\"}]}")
        return text.bytes
    }

    /// Trades, the latest ones (`snapshot`) or new ones (`update`).
    func trades(_ type: StaticString, _ trades: some Sequence<KrakenTrade>) -> [UInt8] {
        var text = WireText()
        text.append("{\"channel\":\"trade\",\"type\":\"")
        text.append(type)
        text.append("\",\"data\":[")
        var isFirst = true
        for trade in trades {
            if !isFirst { text.append(",") }
            isFirst = false
            append(trade, to: &text)
        }
        text.append("]}")
        return text.bytes
    }

    /// The list of assets and pairs.
    func instruments() -> [UInt8] {
        var text = WireText(capacity: 1_024)
        text.append("{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":[")
        append(asset: instrument.base, to: &text)
        text.append(",")
        append(asset: instrument.quote, to: &text)
        text.append("],\"pairs\":[{\"symbol\":")
        text.append(quoted: instrument.symbol)
        text.append(",\"base\":")
        text.append(quoted: instrument.base)
        text.append(",\"quote\":")
        text.append(quoted: instrument.quote)
        text.append(",\"status\":\"online\",\"qty_precision\":")
        text.append(Int64(instrument.quantityUnit.decimals))
        text.append(",\"qty_increment\":")
        append(increment: instrument.lot.units, instrument.quantityUnit, to: &text)
        text.append(",\"price_precision\":")
        text.append(Int64(instrument.priceUnit.decimals))
        text.append(",\"cost_precision\":5,\"marginable\":true,\"has_index\":true,\"cost_min\":\"")
        let notionalDecimals = instrument.priceUnit.decimals + instrument.quantityUnit.decimals
        text.append(DecimalText.plain(instrument.minimumNotional.units, decimals: notionalDecimals))
        text.append("\",\"price_increment\":")
        append(increment: instrument.tick.units, instrument.priceUnit, to: &text)
        text.append(",\"qty_min\":")
        append(increment: instrument.minimumQuantity.units, instrument.quantityUnit, to: &text)
        text.append("}]}}")
        return text.bytes
    }

    // MARK: - Parts

    private func append(_ levels: [BookLevel], to text: inout WireText) {
        text.append("[")
        for index in levels.indices {
            text.append(index == 0 ? "{\"price\":" : ",{\"price\":")
            append(price: levels[index].price, quantity: levels[index].quantity, to: &text)
            text.append("}")
        }
        text.append("]")
    }

    private func append(_ trade: KrakenTrade, to text: inout WireText) {
        text.append("{\"symbol\":")
        text.append(quoted: instrument.symbol)
        text.append(trade.trade.isBuyerMaker ? ",\"side\":\"sell\",\"price\":" : ",\"side\":\"buy\",\"price\":")
        append(price: trade.trade.price, quantity: trade.trade.quantity, to: &text)
        text.append(",\"ord_type\":\"market\",\"trade_id\":")
        text.append(trade.trade.identifier)
        text.append(",\"timestamp\":\"")
        Timestamp(time: trade.time).append(to: &text)
        text.append("\"}")
    }

    /// Appends a price and a quantity as JSON numbers with the instrument's full precision.
    private func append(price: Int64, quantity: Int64, to text: inout WireText) {
        text.append(price, decimals: instrument.priceUnit.decimals)
        text.append(",\"qty\":")
        text.append(quantity, decimals: instrument.quantityUnit.decimals)
    }

    private func append(asset: String, to text: inout WireText) {
        text.append("{\"id\":")
        text.append(quoted: asset)
        text.append(",\"status\":\"enabled\",\"precision\":10,\"precision_display\":5,\"borrowable\":true,")
        text.append("\"collateral_value\":1.0,\"margin_rate\":0.02}")
    }

    /// Appends a step or a minimum as Kraken does here: without trailing zeros, and the smallest steps as `1e-8`.
    private func append(increment count: Int64, _ unit: DecimalUnit, to text: inout WireText) {
        if count == 1, unit.decimals > 4 {
            text.append("1e-")
            text.append(Int64(unit.decimals))
        } else {
            text.append(DecimalText.plain(Int128(count), decimals: unit.decimals))
        }
    }
}
