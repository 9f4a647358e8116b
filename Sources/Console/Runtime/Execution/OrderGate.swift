public import Books
import Synchronization

/// The last gate before the socket: whether a new order may leave, asked for every one of them just before its bytes do.
///
/// Closed until it is opened. The person's key and the watchdog close it at once, from any thread, however busy the
/// trader is; only the trader opens it. Cancellations and questions pass it at all times.
public final class OrderGate: Sendable {
    /// One bit for each venue by slot: closed by the trader's word.
    private let open = Atomic<UInt64>(0)
    /// Bits of ``Latch`` that close it for all venues.
    private let latches = Atomic<UInt64>(0)

    /// What closes the gate for all venues, each by itself.
    public enum Latch: UInt64, Sendable {
        /// The kill switch.
        case kill = 1
        /// A person's hold.
        case hold = 2
        /// A task that has not answered the watchdog.
        case watchdog = 4
    }

    /// A gate that is closed.
    public init() {}

    /// Whether a new order may go to `venue` now.
    public func isOpen(for venue: VenueID) -> Bool {
        latches.load(ordering: .sequentiallyConsistent) == 0
            && open.load(ordering: .sequentiallyConsistent) & (1 << UInt64(venue.slot)) != 0
    }

    /// Closes it for all venues.
    public func close(_ latch: Latch) {
        latches.bitwiseOr(latch.rawValue, ordering: .sequentiallyConsistent)
    }

    /// Takes a latch back: the trader's word, after a person's.
    public func release(_ latch: Latch) {
        latches.bitwiseAnd(~latch.rawValue, ordering: .sequentiallyConsistent)
    }

    /// Whether a latch is closed.
    public func isClosed(_ latch: Latch) -> Bool {
        latches.load(ordering: .sequentiallyConsistent) & latch.rawValue != 0
    }

    /// Opens or closes it for one venue.
    public func set(_ isOpen: Bool, for venue: VenueID) {
        let bit: UInt64 = 1 << UInt64(venue.slot)
        if isOpen {
            open.bitwiseOr(bit, ordering: .sequentiallyConsistent)
        } else {
            open.bitwiseAnd(~bit, ordering: .sequentiallyConsistent)
        }
    }
}
