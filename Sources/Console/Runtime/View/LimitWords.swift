import Books
public import Strategy
import TUI

/// What the limits of the pre-trade list are called, and how much of each is used.
public enum LimitWords {
    /// A sentence about a limit that a restart has kept as low as a person had set it; `quote` is the quote asset.
    public static func sentence(kept change: LimitChange, quote: String) -> String {
        let unit = unit(change.name, quote)
        return "limit \(change.name.rawValue) stays at \(change.after)\(unit), to which it was lowered; "
            + "\(change.before)\(unit) is configured, and :limit raises it while execution is held"
    }

    /// All limits as a person sees them.
    static func views(_ desk: ExecutionDesk, at mid: Mid?, now: MonotonicTime) -> [LimitView] {
        let limits = desk.book.gate.limits
        let scale = desk.book.gate.scale
        let quote = desk.book.ledger.instrument.quote
        return LimitName.allCases.map { name in
            let value = name.value(in: limits)
            let use = desk.use(of: name, at: mid, now: now)
            let one = name.unit == .quote ? scale.quote(whole: 1) ?? 1 : 1
            return LimitView(
                name: name.rawValue,
                value: value,
                unit: word(name.unit, quote),
                range: name.range,
                // Rounded against us: a part of one is one.
                used: use.map { Int64(clamping: $0 / one + ($0 % one > 0 ? 1 : 0)) },
                description: description(name)
            )
        }
    }

    /// The unit behind a number, with what stands between them.
    static func unit(_ name: LimitName, _ instrument: Instrument) -> String { unit(name, instrument.quote) }

    private static func unit(_ name: LimitName, _ quote: String) -> String {
        let word = word(name.unit, quote)
        return word.isEmpty ? "" : " " + word
    }

    private static func word(_ unit: LimitUnit, _ quote: String) -> String {
        switch unit {
        case .quote: quote
        case .percent: "%"
        case .basisPoints: "bp"
        case .count: ""
        }
    }

    private static func description(_ name: LimitName) -> String {
        switch name {
        case .orderValue: "value of one order"
        case .orderVolume: "share of the depth in sight"
        case .position: "position at its worst"
        case .gross: "position and open orders"
        case .orders: "open orders"
        case .loss: "loss of the session"
        case .slippage: "worse than the best price"
        case .executionsPerMinute: "executions without a key"
        case .executionsPerHour: "executions without a key"
        }
    }
}
