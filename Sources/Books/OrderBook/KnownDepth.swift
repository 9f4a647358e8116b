/// How far a side of a book sees.
///
/// What lies beyond is unknown, which is not the same as empty.
public enum KnownDepth: Sendable, Equatable {
    /// Every level of the side is known.
    case everything
    /// Levels up to this price are known, itself included.
    case to(Price)

    /// Whether a level at `price` on `side` lies where the side is known.
    @inline(__always)
    public func covers(_ price: Price, on side: Side) -> Bool {
        switch self {
        case .everything: true
        case .to(let last): side == .bid ? price >= last : price <= last
        }
    }

    /// What is known on `side` where both this and `other` have to be.
    func narrowed(by other: KnownDepth, on side: Side) -> KnownDepth {
        switch (self, other) {
        case (.everything, _): other
        case (.to, .everything): self
        case (.to(let last), .to(let otherLast)):
            .to(side == .bid ? max(last, otherLast) : min(last, otherLast))
        }
    }
}
