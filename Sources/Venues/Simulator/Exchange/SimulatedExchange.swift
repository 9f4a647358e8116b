public import Books

/// An exchange of our own, as a machine: inputs and the time go in, effects come out.
///
/// It reads no clock, opens no socket and draws no random number; the same inputs give the same effects.
public protocol SimulatedExchange: Sendable {
    /// Takes one input and appends what is to be done, in order.
    mutating func handle(_ input: ExchangeInput, at now: ExchangeMoment, into effects: inout [ExchangeEffect])

    /// When ``ExchangeInput/deadlineReached`` is wanted next.
    var deadline: MonotonicTime? { get }

    /// What is wrong with it, and what was.
    var faultReport: FaultReport { get }

    /// What its accounts hold, ordered and traded.
    var accountReport: AccountReport { get }

    /// Counts the changes of ``faultReport``.
    var faultRevision: Int { get }
}
