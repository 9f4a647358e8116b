public import Books
import Synchronization

/// The last gate before the socket: whether a new order may leave, asked for every one of them just before its bytes do.
///
/// Closed until it is opened. The person's key and the watchdog close it at once, from any thread, however busy the
/// trader is; only the trader opens it. Cancellations and questions pass it at all times.
///
/// Who closes it at once tells the trader by a command, with the number of that closing. The trader may take a latch back
/// only when it knows of the last of them: else it would open what a key has closed since.
public final class OrderGate: Sendable {
    /// One bit for each venue by slot: closed by the trader's word.
    private let open = Atomic<UInt64>(0)
    /// Bits of ``Latch`` that close it for all venues; above them the number of the last closing from another thread.
    private let latches = Atomic<UInt64>(0)

    private static let latchBits: UInt64 = 0xFF
    private static let firstClosing: UInt64 = 1 << 8

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
        latches.load(ordering: .sequentiallyConsistent) & Self.latchBits == 0
            && open.load(ordering: .sequentiallyConsistent) & (1 << UInt64(venue.slot)) != 0
    }

    /// Closes it for all venues: the trader's own word, or how the console begins and ends.
    public func close(_ latch: Latch) {
        latches.bitwiseOr(latch.rawValue, ordering: .sequentiallyConsistent)
    }

    /// Closes it for all venues from another thread than the trader's; gives the number that has to go along with the
    /// command that tells the trader.
    public func closeAtOnce(_ latch: Latch) -> UInt64 {
        change { ($0 | latch.rawValue) &+ Self.firstClosing } >> 8
    }

    /// Takes a latch back: the trader's word, after a person's; `seen` is the number of the last closing that it knows of.
    ///
    /// Does nothing if there was another one since: its command is on the way.
    public func release(_ latch: Latch, seen: UInt64) {
        change { $0 >> 8 == seen ? $0 & ~latch.rawValue : $0 }
    }

    /// Whether a latch is closed.
    public func isClosed(_ latch: Latch) -> Bool {
        latches.load(ordering: .sequentiallyConsistent) & latch.rawValue != 0
    }

    @discardableResult
    private func change(_ next: (UInt64) -> UInt64) -> UInt64 {
        var before = latches.load(ordering: .sequentiallyConsistent)
        while true {
            let now = next(before)
            let (isExchanged, original) = latches.weakCompareExchange(
                expected: before,
                desired: now,
                ordering: .sequentiallyConsistent
            )
            if isExchanged { return now }
            before = original
        }
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
