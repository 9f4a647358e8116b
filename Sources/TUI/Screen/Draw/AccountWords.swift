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

    /// The facts of the first row, as many as `room` holds with two cells between them.
    ///
    /// Each keeps its width while its number stays in the ordinary range. The profit goes first.
    func short(in room: Int) -> [(Text, Role)] {
        let pnl = account.profit.map { Text(money: $0.total, instrument.money) } ?? "-"
        let used = usedPercent.map { Text("\($0)%") } ?? "-"
        let profit = (Text(joining: "pnl ", pnl.rightAligned(9)), profitRole)
        let limit = (Text(joining: "lim ", used.rightAligned(4)), limitRole)
        let place = (position(in: Self.positionWidth), Role.text)
        let choices = [[place, profit, limit], [place, limit], [place], [limit]]
        return choices.first { $0.reduce(-2) { $0 + $1.0.count + 2 } <= room } ?? []
    }

    /// `pos +0.0132`; with fewer decimals where they have no room.
    func position(in room: Int) -> Text {
        guard let position = account.position else { return "pos       -" }
        let wordings = (0...Self.positionDecimals).reversed().map { decimals in
            let number = Text(signed: position.units, instrument.quantity, decimals: decimals)
            return Text(joining: "pos ", number.rightAligned(7))
        }
        return wordings.longest(in: room)
    }

    /// Where positions of the ordinary range stand, one with a hundred times as much has room too.
    private static let positionWidth = 13

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

    /// `0.0132/0.0500`: the position, either way, against its limit; with fewer decimals where they have no room.
    func positionUse(in room: Int) -> Text {
        guard let position = account.position else { return "-" }
        let size = Int64(clamping: position.units.magnitude)
        let wordings = (0...Self.positionDecimals).reversed().map { most in
            let decimals = min(most, instrument.quantity.decimals)
            let text = Text(size, instrument.quantity, decimals: decimals)
            guard let limit = account.limits.position else { return text }
            return Text(joining: text, "/", Text(limit.units, instrument.quantity, decimals: decimals))
        }
        return wordings.longest(in: room)
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

    /// `loss 0/250`, longest wording first: half of a number is another number.
    var loss: [Text] {
        guard let profit = account.profit else { return ["loss -"] }
        let lost = profit.total < .zero ? Int64(clamping: profit.total.units.magnitude) : 0
        let text = Text(joining: "loss ", Text(lost, instrument.money, decimals: 0))
        guard let limit = account.limits.loss, limit.units > 0 else { return [text] }
        let percent = min(Int128(lost) * 100 / Int128(limit.units), 9_999)
        return [
            Text(joining: text, "/", Text(limit.units, instrument.money, decimals: 0)), Text("loss \(percent)%"),
        ]
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
}
