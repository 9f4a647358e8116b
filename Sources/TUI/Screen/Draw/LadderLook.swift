/// How a ladder's numbers are shown, by what is known about their truth.
enum LadderLook: Equatable {
    /// They are current.
    case live
    /// They are the last ones known.
    case dimmed
    /// They are not known: none is shown.
    case unknown

    /// The look of a venue's ladder: old numbers are never shown as if they were alive.
    init(_ state: VenueState) {
        switch state {
        case .live: self = .live
        case .stale, .lagging: self = .dimmed
        case .connecting, .syncing, .resyncing, .down, .halted, .distrusted: self = .unknown
        }
    }

    /// The role of a number that has `role` while it is current.
    func role(_ role: Role) -> Role {
        self == .live ? role : .textDim
    }
}
