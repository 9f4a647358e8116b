import TUI
import Venues

/// The console's state as one JSON object, for scripts and for reports of what was on the screen.
///
/// Prices, sizes and money are texts with all their decimals: a JSON number would be read as a binary fraction. What is
/// not known is null, never zero. Times are RFC 3339, lengths of time are whole milliseconds.
enum SnapshotJSON {
    /// The object, over several lines.
    static func text(_ model: ConsoleViewModel) -> String {
        value(model).text
    }

    /// The object.
    static func value(_ model: ConsoleViewModel) -> JSONValue {
        let numbers = SnapshotNumbers(model.instrument)
        let trading = SnapshotTrading(model, numbers)
        return .members([
            "version": .count(1),
            "time": SnapshotNumbers.time(model.wallTime),
            "uptime_ms": SnapshotNumbers.milliseconds(model.uptime),
            "mode": .string(model.mode.rawValue),
            "read_only": .bool(model.isReadOnly),
            "instrument": .string(model.instrument.name),
            "execution": trading.execution,
            "venues": SnapshotMarket(numbers).venues(model),
            "consumer": SnapshotMarket(numbers).consumer(model),
            "trader": trading.trader,
            "account": trading.account,
            "orders": .array(model.orders.map(trading.order)),
            "parents": .array(model.parents.map(trading.parent)),
            "log": .array(model.notices.map(notice)),
        ])
    }

    private static func notice(_ notice: NoticeView) -> JSONValue {
        .members(["time": SnapshotNumbers.time(notice.time), "text": .string(notice.text)])
    }
}
