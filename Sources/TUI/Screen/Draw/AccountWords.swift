import Books

/// Position, profit and limits in words, for the rows that show them.
struct AccountWords {
    private let model: ConsoleViewModel

    private var account: AccountView { model.account }
    private var instrument: InstrumentView { model.instrument }

    /// A position is shown with at most so many decimals.
    private static let positionDecimals = 4

    /// The words of `model`.
    init(_ model: ConsoleViewModel) {
        self.model = model
    }

    /// The facts of the first row: each keeps its width while its number stays in the ordinary range.
    var short: [(Text, Role)] {
        let pnl = account.profit.map { Text(money: $0.total, instrument.money) } ?? "-"
        let used = usedPercent.map { Text("\($0)%") } ?? "-"
        return [
            (position, .text),
            (Text(joining: "pnl ", pnl.rightAligned(9)), profitRole),
            (Text(joining: "lim ", used.rightAligned(4)), limitRole),
        ]
    }

    /// `pos +0.0132`.
    var position: Text {
        guard let position = account.position else { return "pos       -" }
        return Text(joining: "pos ", signed(position).rightAligned(7))
    }

    /// `pnl +12.34 (real +9.10 open +3.24) fees -1.88`, longest wording first.
    var profit: [Text] {
        guard let profit = account.profit else { return ["pnl -"] }
        let total = Text(joining: "pnl ", Text(money: profit.total, instrument.money))
        let parts = Text(
            joining: total,
            " (real ",
            Text(money: profit.realised, instrument.money),
            " open ",
            Text(money: profit.open, instrument.money),
            ")"
        )
        return [Text(joining: parts, " fees ", Text(money: profit.fees, instrument.money)), parts, total]
    }

    /// The role of the profit.
    var profitRole: Role {
        guard let total = account.profit?.total, total != .zero else { return .text }
        return total < .zero ? .pnlDown : .pnlUp
    }

    /// `0.0132/0.0500`: the position, either way, against its limit.
    var positionUse: Text {
        guard let position = account.position else { return "-" }
        let size = unsigned(Quantity(units: Int64(clamping: position.units.magnitude)))
        guard let limit = account.limits.position else { return size }
        return Text(joining: size, "/", unsigned(limit))
    }

    /// How many of `parts` parts of the position's limit are used; nothing without a limit.
    func positionParts(of parts: Int) -> Int? {
        guard let position = account.position, let limit = account.limits.position, limit.units > 0 else { return nil }
        let used = Int128(position.units.magnitude) * Int128(parts)
        let full = Int(clamping: min(Fraction(used, over: Int128(limit.units)).nearest, Int128(parts)))
        return position == .zero ? 0 : max(full, 1)
    }

    /// `orders 3/20`.
    var orders: Text {
        let open = model.orders.count { $0.phase.isOpen }
        let text = Text("orders \(open)")
        return account.limits.orders.map { Text(joining: text, Text("/\($0)")) } ?? text
    }

    /// `loss 0/250`.
    var loss: Text {
        guard let profit = account.profit else { return "loss -" }
        let lost = profit.total < .zero ? Int64(clamping: profit.total.units.magnitude) : 0
        let text = Text(joining: "loss ", Text(lost, instrument.money, decimals: 0))
        guard let limit = account.limits.loss else { return text }
        return Text(joining: text, "/", Text(limit.units, instrument.money, decimals: 0))
    }

    /// `3 of 3 cancels acked`.
    func cancels(_ kill: KillView) -> Text {
        Text("\(kill.closed) of \(kill.opened) cancels acked")
    }

    /// `0 unknown`.
    var unknown: Text {
        Text("\(model.orders.count { $0.phase == .unknown }) unknown")
    }

    /// The most used limit, in percent.
    private var usedPercent: Int? {
        func percent(_ used: Int128, _ limit: Int128) -> Int {
            limit > 0 ? Int(clamping: min(used * 100 / limit, 999)) : 0
        }
        var uses: [Int] = []
        if let position = account.position, let limit = account.limits.position {
            uses.append(percent(Int128(position.units.magnitude), Int128(limit.units)))
        }
        if let total = account.profit?.total, let limit = account.limits.loss {
            uses.append(percent(total < .zero ? Int128(total.units.magnitude) : 0, Int128(limit.units)))
        }
        return uses.max()
    }

    private var limitRole: Role {
        guard let used = usedPercent else { return .text }
        return used >= 100 ? .healthDown : used >= 80 ? .healthWarn : .text
    }

    private func signed(_ quantity: Quantity) -> Text {
        Text(signed: quantity.units, instrument.quantity, decimals: Self.positionDecimals)
    }

    private func unsigned(_ quantity: Quantity) -> Text {
        Text(
            quantity.units,
            instrument.quantity,
            decimals: min(Self.positionDecimals, instrument.quantity.decimals)
        )
    }
}
