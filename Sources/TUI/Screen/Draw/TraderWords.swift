import Books

/// What the strategy does, in words.
struct TraderWords {
    private let model: ConsoleViewModel

    private var strategy: StrategyView { model.trader.strategy }
    private var instrument: InstrumentView { model.instrument }

    /// The words for the trader of `model`.
    init(_ model: ConsoleViewModel) {
        self.model = model
    }

    /// The words of the title, longest first, and their role.
    func badge(isWide: Bool) -> (role: Role, wordings: [Text]) {
        let count = Text("\(min(max(model.trader.quoteCount, 0), 99))").rightAligned(2)
        switch (model.execution, strategy.state) {
        case (.killed, _): return (.healthDown, isWide ? ["no quotes"] : ["none"])
        case (_, .none): return (.textDim, isWide ? ["no strategy"] : ["none"])
        case (_, .off): return (.textDim, ["off"])
        case (_, .warming(let percent)):
            return (.healthWarn, [Text(joining: "warming ", Text("\(min(max(percent, 0), 100))%"))])
        case (_, .halted): return (.healthWarn, ["halted"])
        case (.hold, .quoting): return (.healthWarn, [Text(joining: isWide ? "held " : "held    ", count)])
        case (.reducing, .quoting): return (.healthWarn, [Text(joining: isWide ? "reducing " : "reducing", count)])
        case (_, .quoting): return (.healthOK, [Text(joining: "quoting ", count)])
        }
    }

    /// The row between the two sides: what the quotes are made by, or why there are none.
    var mid: MidRow {
        switch strategy.state {
        case .none: MidRow(wordings: ["no strategy"], role: .textDim)
        case .off: MidRow(wordings: ["strategy off", "off"], role: .textDim)
        case .warming(let percent):
            MidRow(
                wordings: [Text("watching the market, \(percent)%"), Text("warming \(percent)%")],
                role: .textDim
            )
        case .halted(let reason): MidRow(wordings: [Text(reason)], role: .healthWarn)
        case .quoting: MidRow(wordings: measures, role: .mid)
        }
    }

    private var measures: [Text] {
        let half = strategy.halfSpread.map { price($0) } ?? "-"
        let volatility = strategy.volatility.map { Text(decimal: Int128($0), unitDecimals: 2, decimals: 2) } ?? "-"
        let short = strategy.volatility.map { Text(decimal: Int128($0), unitDecimals: 2, decimals: 1) } ?? "-"
        let whole = strategy.volatility.map { Text(decimal: Int128($0), unitDecimals: 2, decimals: 0) } ?? "-"
        // A jump has a mark in every width: the volatility beside it is not what one would expect after that move.
        let jump: Text = strategy.hasJumped ? "!" : ""
        return [
            Text(joining: "half ", half, "  vol ", volatility, " bp/s", strategy.hasJumped ? " jump" : ""),
            Text(joining: "half ", half, "  vol ", volatility, " bp", jump),
            Text(joining: "half ", half.withoutLeadingZero, " vol ", volatility.withoutLeadingZero, jump),
            Text(joining: "half ", half.withoutLeadingZero, " vol ", short.withoutLeadingZero, jump),
            Text(joining: "half ", half.withoutLeadingZero, " vol ", whole, jump),
            Text(joining: "half ", half.withoutLeadingZero),
        ]
    }

    /// The row below the ladder: inventory and skew, longest wording first.
    var inventory: [Text] {
        guard strategy.state != .none else { return [""] }
        func inventory(_ decimals: Int) -> Text {
            strategy.inventory.map { Text(signed: $0.units, instrument.quantity, decimals: decimals) } ?? "-"
        }
        func skew(_ decimals: Int) -> Text {
            strategy.skew.map { Text(signed: $0.units, instrument.price, decimals: decimals) } ?? "-"
        }
        return [
            Text(joining: " inv ", inventory(4), "  skew ", skew(instrument.price.decimals)),
            Text(joining: "inv ", inventory(3), " skew ", skew(1).withoutLeadingZero),
            Text(joining: "inv ", inventory(0), " skew ", skew(0)),
            Text(joining: "inv ", inventory(0)),
        ]
    }

    /// The last row: since when it does not trade, where alone it quotes, or what came of it; longest wording first.
    var history: [Text] {
        switch model.execution {
        case .killed(let kill): return [Text(joining: " killed ", Text(clock: kill.since), "Z")]
        case .hold(let hold): return [Text(joining: " held since ", Text(clock: hold.since), "Z")]
        case .reducing(let hold): return [Text(joining: " reducing since ", Text(clock: hold.since), "Z")]
        case .none, .run, .part: break
        }
        guard strategy.state != .none else { return [""] }
        if strategy.state == .quoting, model.liveVenueCount == 1, model.venues.count > 1,
            let only = model.venues.first(where: \.state.isLive)
        {
            return [Text(joining: " quotes only on ", Text(only.name))]
        }
        let matched = Text(" matched \(strategy.matches) today")
        guard let requotes = strategy.requotesPerTenSeconds, let fair = strategy.fair else { return [matched] }
        let rate = Text(decimal: Int128(requotes), unitDecimals: 1, decimals: 1)
        return [Text(joining: matched, "  ", rate, " requotes/s  fair ", price(fair)), matched]
    }

    private func price(_ price: Price) -> Text {
        Text(price.units, instrument.price, decimals: instrument.price.decimals)
    }
}

extension Text {
    /// `.55` for `0.55`: the room of a narrow column.
    var withoutLeadingZero: Text {
        var result = Text()
        for index in 0..<count {
            let isLeading = self[index] == 0x30 && index + 1 < count && self[index + 1] == 0x2E
            let isFirstDigit = index == 0 || self[index - 1] == 0x2B || self[index - 1] == 0x2D
            if !(isLeading && isFirstDigit) { result.append(byte: self[index]) }
        }
        return result
    }
}
