/// Holds a rebuilt book against the tops that the venue states itself.
///
/// Rule: after a change with number u, best bid and ask with their quantities equal the stated top with the largest
/// number not above u. Numbers decide, never the order of arrival: a top may come before or after the depth message
/// that covers it, so a state is judged once a top with a larger number is there.
public struct TopOfBookAudit: Sendable {
    /// A state of the rebuilt book that waits for its judgement.
    private struct State: Sendable {
        let sequence: UInt64
        let bid: PriceLevel?
        let ask: PriceLevel?
    }

    /// What became of one state.
    public enum Verdict: Sendable, Equatable {
        /// The book's top is the stated one.
        case matched
        /// The book's top is another one, after the change with this number.
        case mismatched(at: UInt64)
    }

    /// How many tops or states may wait: far more than any venue sends between two depth messages.
    private static let limit = 65_536

    private var tops: [StatedTop] = []
    private var states: [State] = []

    /// How many states were judged.
    public private(set) var compared = 0
    /// How many of them were right.
    public private(set) var matched = 0
    /// The numbers of the first states that were wrong, at most ``mismatchLimit``.
    public private(set) var mismatches: [UInt64] = []
    /// How many wrong states are remembered by number.
    public static let mismatchLimit = 100
    /// How many states came before the first stated top and can never be judged.
    public private(set) var withoutEarlierTop = 0

    /// An audit that has seen nothing.
    public init() {}

    /// Forgets what waits and keeps the counts: for a book that begins anew.
    public mutating func restart() {
        tops.removeAll(keepingCapacity: true)
        states.removeAll(keepingCapacity: true)
    }

    /// Takes a stated top and returns the first mismatch that it reveals, or the verdict that it allows.
    @discardableResult
    public mutating func take(_ top: StatedTop) -> Verdict? {
        if let last = newestTop, top.sequence <= last { return nil }
        if tops.count == Self.limit { tops.removeFirst(Self.limit / 2) }
        tops.append(top)
        return judge(before: top.sequence)
    }

    /// Takes the top of the rebuilt book after the change with the number `sequence`.
    @discardableResult
    public mutating func take(sequence: UInt64, bid: PriceLevel?, ask: PriceLevel?) -> Verdict? {
        if states.count == Self.limit { states.removeFirst(Self.limit / 2) }
        states.append(State(sequence: sequence, bid: bid, ask: ask))
        guard let last = newestTop, last > sequence else { return nil }
        return judge(before: last)
    }

    /// Judges what still waits: no further top will come.
    @discardableResult
    public mutating func finish() -> Verdict? {
        judge(before: .max)
    }

    /// The number of the newest top.
    private var newestTop: UInt64? { tops.isEmpty ? nil : tops[tops.count - 1].sequence }

    private mutating func judge(before bound: UInt64) -> Verdict? {
        var verdict: Verdict?
        var judged = 0
        var topIndex = -1
        while judged < states.count, states[judged].sequence < bound {
            let state = states[judged]
            judged += 1
            while topIndex + 1 < tops.count, tops[topIndex + 1].sequence <= state.sequence { topIndex += 1 }
            guard topIndex >= 0 else {
                withoutEarlierTop += 1
                continue
            }
            compared += 1
            if state.bid == tops[topIndex].bid, state.ask == tops[topIndex].ask {
                matched += 1
                verdict = verdict ?? .matched
            } else {
                if mismatches.count < Self.mismatchLimit { mismatches.append(state.sequence) }
                if verdict == nil || verdict == .matched { verdict = .mismatched(at: state.sequence) }
            }
        }
        states.removeFirst(judged)
        // The latest top that is not newer than what was judged can still be the one for the next state.
        if topIndex > 0 { tops.removeFirst(topIndex) }
        return verdict
    }
}
