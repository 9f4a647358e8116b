import Books
import Synchronization

/// An instant that one closure writes and another place reads.
final class MonotonicBox: Sendable {
    private let nanoseconds = Atomic<Int64>(0)

    /// The instant.
    var time: MonotonicTime {
        get { MonotonicTime(nanoseconds: nanoseconds.load(ordering: .acquiring)) }
        set { nanoseconds.store(newValue.nanoseconds, ordering: .releasing) }
    }
}
