/// The asset in which a fee was taken, seen from the instrument.
public enum FeeAsset: Sendable, Hashable {
    /// The asset that was traded: what reaches the wallet of a buyer is less by the fee.
    case base
    /// The asset of the price.
    case quote
    /// A third asset, by the venue's own name for it, such as `BNB`.
    case other(String)
}
