import Books

/// The rule of the stated tops, applied to everything that came so far: the twin of the audit.
struct PlainAudit {
    struct State {
        let sequence: UInt64
        let bid: PriceLevel?
        let ask: PriceLevel?
    }

    private(set) var tops: [StatedTop] = []
    private(set) var states: [State] = []

    /// How many of the states, from the first on, are judged.
    private(set) var judged = 0
    private(set) var compared = 0
    private(set) var matched = 0
    private(set) var mismatches: [UInt64] = []
    private(set) var withoutEarlierTop = 0

    mutating func take(_ top: StatedTop) -> TopOfBookAudit.Verdict? {
        guard tops.allSatisfy({ $0.sequence < top.sequence }) else { return nil }
        tops.append(top)
        return judge(before: top.sequence)
    }

    mutating func take(_ state: State) -> TopOfBookAudit.Verdict? {
        states.append(state)
        return judge(before: tops.last?.sequence ?? 0)
    }

    mutating func finish() -> TopOfBookAudit.Verdict? {
        judge(before: .max)
    }

    private mutating func judge(before bound: UInt64) -> TopOfBookAudit.Verdict? {
        var verdicts: [TopOfBookAudit.Verdict] = []
        while judged < states.count, states[judged].sequence < bound {
            let state = states[judged]
            judged += 1
            guard let top = tops.last(where: { $0.sequence <= state.sequence }) else {
                withoutEarlierTop += 1
                continue
            }
            compared += 1
            if top.bid == state.bid, top.ask == state.ask {
                matched += 1
                verdicts.append(.matched)
            } else {
                mismatches.append(state.sequence)
                verdicts.append(.mismatched(at: state.sequence))
            }
        }
        return verdicts.first { $0 != .matched } ?? verdicts.first
    }
}
