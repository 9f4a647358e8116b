/// When a venue said that it does not know an order.
public enum NotFound: Sendable, Hashable {
    /// While the order could still arrive: it proves nothing.
    case beforeFence
    /// After the instant from which the venue cannot take the order any more (its fence), and from the second on with the
    /// venue's trade history read and silent too: two of these prove that the order was never placed.
    case afterFence
}
