public import Books

/// The questions of one kind over one endpoint and what became of each.
///
/// A question that found the way free is timed from the moment it left: that our own machine woke late is not the
/// venue's delay, and is kept apart as ``lateness``. A question that had to wait for an earlier one is timed from the
/// moment for which it was meant. What is not answered within ``timeout`` is lost. The first question of a connection
/// is kept apart: it pays for what is cold on the way.
public struct RoundTrips: Sendable {
    /// Which question an answer belongs to.
    public typealias Number = Int

    /// After how long a question counts as lost.
    public let timeout: TimeSpan
    /// How much later than meant questions left that found the way free.
    public private(set) var lateness: [TimeSpan] = []

    private var questions: [Question] = []
    /// The numbers of those that wait for an answer, oldest first.
    private var open: [Number] = []

    private struct Question {
        /// From when on its delay counts.
        let start: MonotonicTime
        let isFirstUse: Bool
        var outcome = Outcome.waiting
    }

    private enum Outcome {
        /// Can move to: answered or lost, once.
        case waiting
        case answered(TimeSpan)
        case lost
    }

    /// No questions yet.
    public init(timeout: TimeSpan) {
        self.timeout = timeout
    }

    // MARK: - What happens

    /// Notes a question that was meant for `due` and leaves at `sent`; `wasHeldUp` by one before it.
    public mutating func send(
        due: MonotonicTime,
        sent: MonotonicTime,
        wasHeldUp: Bool = false,
        isFirstUse: Bool = false
    ) -> Number {
        if !wasHeldUp { lateness.append(max(.zero, sent - due)) }
        open.append(questions.count)
        questions.append(Question(start: wasHeldUp ? due : sent, isFirstUse: isFirstUse))
        return questions.count - 1
    }

    /// Notes a question that was meant for `due` and could not leave, because there was no connection.
    public mutating func miss(due: MonotonicTime) {
        questions.append(Question(start: due, isFirstUse: false, outcome: .lost))
    }

    /// Notes the answer to a question; its delay, nil where nobody waits for it any more.
    @discardableResult
    public mutating func answer(_ number: Number, heard: MonotonicTime) -> TimeSpan? {
        guard let place = open.firstIndex(of: number) else { return nil }
        open.remove(at: place)
        let delay = max(.zero, heard - questions[number].start)
        questions[number].outcome = delay <= timeout ? .answered(delay) : .lost
        return delay <= timeout ? delay : nil
    }

    /// Gives up what has waited too long; how many that were.
    @discardableResult
    public mutating func expire(at now: MonotonicTime) -> Int {
        let late = open.filter { now - questions[$0].start > timeout }
        lose(late)
        return late.count
    }

    /// Gives up everything that waits: the connection is gone.
    public mutating func loseAll() {
        lose(open)
    }

    private mutating func lose(_ numbers: [Number]) {
        for number in numbers { questions[number].outcome = .lost }
        open.removeAll { numbers.contains($0) }
    }

    // MARK: - Queries

    /// The oldest question that waits for an answer; nil while none does.
    public var oldest: Number? { open.first }

    /// When the oldest question will have waited too long; nil while none waits.
    public var deadline: MonotonicTime? { open.map { questions[$0].start + timeout }.min() }

    /// The delays in the order of the questions, nil for a lost one; what still waits is left out.
    public var delays: [TimeSpan?] { outcomes(firstUse: false) }

    /// The delays of the first questions of connections.
    public var firstUses: [TimeSpan?] { outcomes(firstUse: true) }

    private func outcomes(firstUse: Bool) -> [TimeSpan?] {
        questions.lazy.filter { $0.isFirstUse == firstUse }.compactMap { question -> TimeSpan?? in
            switch question.outcome {
            case .waiting: nil
            case .answered(let delay): .some(delay)
            case .lost: .some(nil)
            }
        }
    }
}
