import Books
import TUI
import Venues

/// Numbers and times as snapshots have them.
struct SnapshotNumbers {
    private let instrument: InstrumentView

    init(_ instrument: InstrumentView) {
        self.instrument = instrument
    }

    /// A price, or null.
    func price(_ price: Price?) -> JSONValue {
        text(price?.units, instrument.price)
    }

    /// A size, or null.
    func quantity(_ quantity: Quantity?) -> JSONValue {
        text(quantity?.units, instrument.quantity)
    }

    /// An amount of the quote currency, or null.
    func money(_ money: Money?) -> JSONValue {
        text(money?.units, instrument.money)
    }

    private func text(_ units: Int64?, _ format: NumberFormat) -> JSONValue {
        units.map { .string(DecimalText.text($0, unit: format.unit)) } ?? .null
    }

    /// A moment, or null.
    static func time(_ time: WallTime?) -> JSONValue {
        guard let time else { return .null }
        var bytes: [UInt8] = []
        RFC3339.append(time, fractionDigits: 3, to: &bytes)
        return .string(String(decoding: bytes, as: UTF8.self))
    }

    /// A length of time, or null.
    static func milliseconds(_ span: TimeSpan?) -> JSONValue {
        span.map { .count($0.milliseconds) } ?? .null
    }
}
