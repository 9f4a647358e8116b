/// What became of the bytes of a new order that were to be handed over.
public enum OrderDeparture: Sendable, Hashable {
    /// The last gate was open: they are handed over next.
    case started
    /// The last gate was closed: not one of them was handed over.
    case gateClosed
    /// There was no connection to hand them to.
    case noConnection
    /// They were begun to be handed over, and that failed on the way.
    case cut
}
