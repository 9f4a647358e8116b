/// Why a fill could not be booked.
public enum LedgerError: Error, Sendable, Equatable {
    /// Its amounts are larger than can be counted; nothing of it was booked.
    case beyondRange
}
