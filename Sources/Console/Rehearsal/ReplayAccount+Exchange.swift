import Books
import Runtime
import Simulator

extension ReplayAccount {
    /// What an exchange's report says of the one account in it, which held `opening` of each asset at the beginning.
    init(_ report: AccountReport, slot: Int, _ instrument: Instrument, opening: Int64) {
        guard let account = report.accounts.first else { preconditionFailure("slot \(slot) has no account") }
        let change = { (asset: String) in
            let balance = account.balances.first { $0.asset == asset }
            let held = Self.count(balance?.free ?? "0") + Self.count(balance?.locked ?? "0")
            return DecimalText.plain(held - Int128(opening) * Self.one, decimals: Self.decimals)
        }
        var lines = account.orders.map { order in
            "slot \(slot) order \(order.identifier) \(order.clientID) \(order.side) \(order.kind) \(order.price ?? "none") "
                + "\(order.quantity) \(order.filled) \(order.quote) \(order.state.rawValue) \(order.created.nanoseconds)"
        }
        lines += account.fills.map { fill in
            "slot \(slot) fill \(fill.identifier) \(fill.order) \(fill.side) \(fill.price) \(fill.quantity) \(fill.quote) "
                + "\(fill.fee) \(fill.feeAsset) \(fill.time.nanoseconds)"
        }
        self.init(
            orders: account.orders.count,
            open: account.orders.count { $0.state == .open },
            fills: account.fills.count,
            base: change(instrument.base),
            quote: change(instrument.quote),
            lines: lines
        )
    }

    /// The most decimals that an amount of an exchange may have.
    static let decimals = 24
    private static let one: Int128 = 1_000_000_000_000_000_000_000_000

    /// A plain decimal as a count of 10^-24.
    private static func count(_ text: String) -> Int128 {
        let parts = text.split(separator: ".", maxSplits: 1)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let digits = String(parts.first ?? "0") + fraction + String(repeating: "0", count: decimals - fraction.count)
        guard let count = Int128(digits) else { preconditionFailure("an exchange holds \(text)") }
        return count
    }
}
