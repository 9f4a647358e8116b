/// A limit of the pre-trade list, which a person may change while the console runs.
public struct LimitView: Sendable, Hashable {
    /// The word after `:limit`.
    public var name: String
    /// The value in force.
    public var value: Int64
    /// What it is counted in: `USDT`, `%`, `bp`; nothing for a number of orders.
    public var unit: String
    /// What it may be.
    public var range: ClosedRange<Int64>
    /// How much of it is used now, in its unit; nothing where each order is measured by itself, or where it is not known.
    public var used: Int64?
    /// What it bounds, in a few words.
    public var description: String

    /// A limit.
    public init(
        name: String,
        value: Int64,
        unit: String,
        range: ClosedRange<Int64>,
        used: Int64?,
        description: String
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.range = range
        self.used = used
        self.description = description
    }

    /// A number with the unit behind it: `5000 USDT`, `8`.
    func words(_ number: Int64) -> String {
        unit.isEmpty ? "\(number)" : "\(number) \(unit)"
    }

    /// How much of it is used, in percent, at most 999; nothing if that is not known.
    var usedPercent: Int? {
        guard let used, value > 0 else { return nil }
        return Int(clamping: min(Int128(used) * 100 / Int128(value), 999))
    }
}
