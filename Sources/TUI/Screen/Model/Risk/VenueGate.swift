/// Which orders may go to one venue.
public enum VenueGate: Sendable, Hashable {
    /// There is no order path to it.
    case none
    /// All of them.
    case open
    /// None, by a person's hold of this venue.
    case held(HoldView)
    /// Cancels alone.
    case cancelOnly
    /// What stands there may be filled; nothing new.
    case draining
    /// None until a doubt is settled.
    case inDoubt
    /// None, for `reason`.
    case closed(reason: String)
}
