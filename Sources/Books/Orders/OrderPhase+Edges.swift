extension OrderPhase {
    /// Whether more evidence can bring an order from this phase to `next`.
    ///
    /// No code moves an order along these edges: the phase is computed. They are what that computation can do, and a
    /// step beside them means that it is broken.
    public func canBecome(_ next: OrderPhase) -> Bool {
        // A single fill larger than the order overfills it wherever it stood.
        if next == self || next == .overfilled { return self != .overfilled || next == .overfilled }
        switch self {
        case .draft: return true
        case .denied: return Self.afterSigns.contains(next) || next == .rejected || next == .neverPlaced
        // From intent straight to the venue's words: the bytes left, and the record of that was lost in a restart.
        case .intent: return Self.afterSigns.contains(next) || Self.withoutSigns.contains(next)
        case .sent: return Self.afterSigns.contains(next) || [.rejected, .unknown, .neverPlaced].contains(next)
        case .unknown: return Self.afterSigns.contains(next) || [.rejected, .neverPlaced].contains(next)
        case .live: return [.partial, .filled, .cancelling, .cancelled, .expired].contains(next)
        case .partial: return [.filled, .cancelling, .cancelled, .expired].contains(next)
        // To live or partial: the venue refused the cancellation.
        case .cancelling: return [.cancelled, .expired, .filled, .live, .partial].contains(next)
        case .filled: return false
        // A fill after the cancellation.
        case .cancelled: return next == .filled
        // Both were reported: the cancellation wins.
        case .expired: return next == .cancelled || next == .filled
        // The venue contradicts itself, and its life signs win.
        case .rejected: return Self.afterSigns.contains(next)
        case .neverPlaced: return Self.afterSigns.contains(next) || next == .rejected
        case .overfilled: return false
        }
    }

    /// Where any life sign of the venue can lead.
    private static let afterSigns: Set<OrderPhase> = [.live, .partial, .cancelling, .filled, .cancelled, .expired]
    /// Where an intent can go without one.
    private static let withoutSigns: Set<OrderPhase> = [.sent, .unknown, .rejected, .neverPlaced]
}
