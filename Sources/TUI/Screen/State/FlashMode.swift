/// Which changes light up for a moment.
public enum FlashMode: String, Sendable, Hashable, CaseIterable {
    /// None.
    case off
    /// Best prices, large changes of size, and our own orders.
    case best
    /// Every change of a price or a size.
    case all
}
