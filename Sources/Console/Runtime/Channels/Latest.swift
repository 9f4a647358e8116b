import Synchronization
public import Threads

/// A cell that holds the newest value alone: the writer never waits, the reader never sees an old one.
///
/// The reader polls ``wake`` together with whatever else it waits for. Only the step from taken to untaken wakes it,
/// so a burst of values costs one wake.
public final class Latest<Value: Sendable>: Sendable {
    /// Readable while there is a value that was not taken.
    public let wake = WakeDescriptor()

    private struct Contents {
        var newest: Value?
        var isTaken = true
    }

    private let contents = Mutex(Contents())

    /// A cell with nothing in it.
    public init() {}

    /// The newest value, whether it was taken or not; nil before the first one.
    public var newest: Value? { contents.withLock { $0.newest } }

    /// Puts a value in, in place of one that was not taken.
    public func put(_ newValue: Value) {
        let wasTaken = contents.withLock { contents in
            defer { contents = Contents(newest: newValue, isTaken: false) }
            return contents.isTaken
        }
        if wasTaken { wake.wake() }
    }

    /// Takes the newest value out; nil if it was taken already.
    public func take() -> Value? {
        wake.clear()
        return contents.withLock { contents in
            defer { contents.isTaken = true }
            return contents.isTaken ? nil : contents.newest
        }
    }
}
