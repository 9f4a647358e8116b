public import Books
import Venues

/// Plays a script for one venue: the next order and when it is due, for as long as there are any.
public struct FaultPlayer: Sendable {
    private let entries: [FaultScript.Entry]
    private var position = 0
    private var dice: [Dice]

    /// One random line that is being drawn from.
    private struct Dice: Sendable {
        let draw: FaultScript.Draw
        var random: SeededRandom
        var next: TimeSpan?

        /// Moves on to the next time.
        mutating func roll(after time: TimeSpan) {
            // Never two at one time: a nanosecond at least lies between them.
            let gap = Int64.random(in: 1...(2 * draw.every.nanoseconds), using: &random)
            let (sum, overflow) = time.nanoseconds.addingReportingOverflow(gap)
            let isOver = overflow || (draw.to.map { sum >= $0.nanoseconds } ?? false)
            next = isOver ? nil : TimeSpan(nanoseconds: sum)
        }

        /// The fault that is due now.
        mutating func order() -> FaultOrder {
            let kind = draw.kinds[Int.random(in: draw.kinds.indices, using: &random)]
            let span = TimeSpan.milliseconds(Int64.random(in: 500...5_000, using: &random))
            let fault = FaultText.standard(kind)
            return FaultOrder(fault, duration: FaultTable.row(kind).extent == .occasion ? nil : span)
        }
    }

    /// A player of what the script plans for a venue.
    public init(_ script: FaultScript, at venue: ExchangeVenue) {
        entries = script.entries.filter { $0.venue == venue }
        dice = script.draws.enumerated().filter { $0.element.venue == venue }.map { index, draw in
            // Each line draws from a sequence of its own, so that a line more leaves the others as they were.
            var die = Dice(draw: draw, random: SeededRandom(seed: script.seed &+ UInt64(index) &* 0x9E37_79B9))
            die.roll(after: draw.from)
            return die
        }
    }

    /// When the next order is due, from the start; nil if there is none any more.
    public var due: TimeSpan? {
        ([position < entries.count ? entries[position].time : nil] + dice.map(\.next)).compactMap(\.self).min()
    }

    /// Takes the next order; nil if there is none any more.
    public mutating func next() -> FaultOrder? {
        guard let due else { return nil }
        if position < entries.count, entries[position].time == due {
            position += 1
            return entries[position - 1].order
        }
        guard let index = dice.firstIndex(where: { $0.next == due }) else { return nil }
        let order = dice[index].order()
        dice[index].roll(after: due)
        return order
    }
}
