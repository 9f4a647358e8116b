/// Anything that a venue, the transport or we ourselves have said about one order.
///
/// An order is the set of these and nothing more: told twice or in another order, they mean the same.
public enum OrderEvidence: Sendable, Hashable {
    /// It was written down that the order shall be sent.
    case intent
    /// The pre-trade checks forbade it: it was never to be sent.
    case denied
    /// The transport took its first byte.
    case sendStarted
    /// It is certain that not one byte of it left.
    case notStarted(NotStarted)
    /// It is not known whether the venue has it.
    case ambiguous(Ambiguity)
    /// The venue has it, under this name of its own.
    case acknowledged(venueOrderID: String)
    /// The venue has refused it for certain.
    case rejected(OrderRefusal)
    /// Some of it has traded.
    case fill(OrderFill)
    /// The venue says where it stands.
    case report(OrderReport)
    /// We have asked for its cancellation, for the `number`th time.
    case cancelRequested(number: Int)
    /// The venue has refused that request.
    case cancelRejected(number: Int, OrderRefusal)
    /// The venue was asked for it, for the `number`th time, and did not know it.
    case notFound(number: Int, NotFound)
}

extension OrderEvidence {
    /// Whether an order stands at its venue, or may, by what was said.
    public var isSignOfLife: Bool {
        switch self {
        case .acknowledged, .fill: true
        case .report(let report): report.status == .new || report.status == .partial
        case .intent, .denied, .sendStarted, .notStarted, .ambiguous, .rejected, .cancelRequested, .cancelRejected,
            .notFound:
            false
        }
    }
}
