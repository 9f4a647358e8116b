import Books
import Foundation
import Venues

/// The facts of a recording's trades: how many, how much, at which average, and whether numbers are missing.
struct TradeFacts {
    private var count = 0
    private var quantity = Int128(0)
    private var notional = Notional.zero
    private var first: Int64 = 0
    private var last: Int64 = 0
    private var missing: Int64 = 0

    /// Takes the next trade in.
    mutating func take(_ trade: Trade) {
        if count == 0 {
            first = trade.identifier
        } else {
            missing &+= max(0, trade.identifier &- last &- 1)
        }
        last = trade.identifier
        count += 1
        quantity += Int128(trade.quantity.units)
        notional += Notional(trade.price, trade.quantity)
    }

    /// The facts; nil without any trade.
    func json(_ instrument: Instrument) -> JSONValue? {
        guard count > 0 else { return nil }
        // Quantities that add up to nothing have no average.
        let average: JSONValue =
            quantity == 0
            ? .null
            : .number(
                String(
                    format: "%.12g",
                    Double(notional.units) / Double(quantity) / Double(instrument.priceUnit.perOne)
                )
            )
        return .members([
            "count": .count(count),
            "base_quantity": .string(DecimalText.plain(quantity, decimals: instrument.quantityUnit.decimals)),
            "first_id": .count(first),
            "last_id": .count(last),
            "missing_ids": .count(missing),
            "vwap": average,
        ])
    }
}
