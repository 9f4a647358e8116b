public import Books

/// Limits that change while the console runs (RTS 7 Article 20: they can be adjusted during the session).
extension ExecutionDesk {
    /// Sets a limit of the pre-trade list; the reason in a sentence where that may not be.
    ///
    /// Lowered it may be always and at once: the next order is measured by it, one that is held before it leaves too.
    /// Raised it may be only while a person or a rule holds execution, and only if the person was asked.
    mutating func setLimit(
        _ name: LimitName,
        to value: Int64,
        isAsked: Bool,
        into effects: inout [TraderEffect]
    ) -> String? {
        let label = name.rawValue
        guard name.range.contains(value) else {
            return "\(label) may be \(name.range.lowerBound) to \(name.range.upperBound), and \(value) is not: "
                + "nothing was changed"
        }
        let before = name.value(in: book.gate.limits)
        guard value != before else { return "\(label) is \(value) already" }
        if value > before {
            if mode.isKilled { return "\(label) was not raised: killed, :rearm comes first" }
            guard mode.isHeld else {
                return "\(label) was not raised: a limit is raised only while execution is held; Space holds"
            }
            guard isAsked else { return "\(label) was not raised: :limit asks first" }
        }
        name.set(value, in: &book.gate.limits)
        book.matcher.slippageBound = book.gate.limits.slippage
        effects.append(.limitChanged(LimitChange(name, before: before, after: value, who: "operator")))
        return nil
    }

    /// How much of a limit is used now; nil where each order is measured by itself, or where it cannot be told.
    ///
    /// Values are in the ledger's units of the quote asset, the rest in counts. What `mid` values is the position at its
    /// worst: as it is measured before an order.
    public func use(of name: LimitName, at mid: Mid?, now: MonotonicTime) -> Int128? {
        let gate = book.gate
        let exposure = book.exposure(at: mid)
        switch name {
        case .orderValue, .orderVolume, .slippage: return nil
        case .position:
            let worst = [exposure.longest, exposure.shortest].map { gate.value($0, at: mid) }
            guard let long = worst[0], let short = worst[1] else { return nil }
            return max(long, short)
        case .gross:
            return gate.value(exposure.position, at: mid).map { value in
                let sum = value.addingReportingOverflow(exposure.openNotional)
                return sum.overflow ? .max : sum.partialValue
            }
        case .orders: return Int128(exposure.openOrders)
        case .loss: return exposure.profit.map { max(0, $0 == .min ? .max : -$0) }
        case .executionsPerMinute: return Int128(gate.executionCount(within: .seconds(60), at: now))
        case .executionsPerHour: return Int128(gate.executionCount(within: .seconds(3_600), at: now))
        }
    }
}
