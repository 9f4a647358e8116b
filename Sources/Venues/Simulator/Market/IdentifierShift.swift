/// Lifts recorded identifiers so that they never go back when a recording begins again.
struct IdentifierShift: Sendable {
    private var offset: Int64 = 0
    private var highest: Int64 = -1
    private var isNewRound = true

    /// The exchange's identifier for a recorded one.
    ///
    /// The first of a round becomes greater than all before it. Recorded identifiers are below 2^60
    /// (``RecordedFrame`` checks it), and a round lifts by less than it played: the sum stays far from overflow.
    mutating func lifted(_ recorded: Int64) -> Int64 {
        if isNewRound {
            isNewRound = false
            offset = max(offset, highest + 1 - recorded)
        }
        let identifier = recorded + offset
        highest = max(highest, identifier)
        return identifier
    }

    /// The recording begins again.
    mutating func beginRound() {
        isNewRound = true
    }
}
