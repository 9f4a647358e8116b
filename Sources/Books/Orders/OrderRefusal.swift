/// Why a venue has refused something for certain.
///
/// Only what a venue's list calls definitive is a refusal; all else is an ``Ambiguity``.
public struct OrderRefusal: Sendable, Hashable {
    /// The kinds of refusals, the same for all venues.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// There is not enough of the asset.
        case insufficientBalance
        /// Price times quantity is less than the venue takes.
        case minimumNotional
        /// The quantity is not a multiple of the lot, or outside its bounds.
        case lot
        /// The price is not a multiple of the tick.
        case tick
        /// The price is too far from the market for the venue.
        case priceBand
        /// The order should only rest and would have traded.
        case wouldTake
        /// The market does not trade.
        case marketClosed
        /// The account has too many open orders.
        case tooManyOrders
        /// Too many requests; the order was not executed.
        case throttled
        /// Its time had run out before it reached the engine.
        case late
        /// Our clock differs too much from the venue's.
        case clock
        /// The key or the signature is wrong, or lacks a right.
        case authentication
        /// The venue does not know the instrument.
        case unknownInstrument
        /// To a cancel: the order is not known, which may mean that it has ended.
        case notFound
        /// Any other reason from the venue's list.
        case other
    }

    /// The kind of it.
    public let kind: Kind
    /// The venue's own code or words.
    public let text: String

    /// A refusal of a kind, in the venue's words.
    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}
