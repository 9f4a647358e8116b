/// Whether the journal can be written, which new orders need.
public enum JournalState: Sendable, Hashable {
    /// It can.
    case writable
    /// It can, and so many bytes of space are left that a person should free some.
    case lowSpace(free: Int64)
    /// It cannot, until a person has it tried again: no new order may go, cancellations may.
    case unwritable(JournalError)

    /// Whether an intent can be written.
    public var isWritable: Bool {
        switch self {
        case .writable, .lowSpace: true
        case .unwritable: false
        }
    }
}
