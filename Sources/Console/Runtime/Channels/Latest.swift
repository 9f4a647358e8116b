import Synchronization
public import Threads

/// A cell that holds the newest value alone: the writer never waits, the reader never sees an old one.
///
/// The reader polls ``wake`` together with whatever else it waits for. Only the step from taken to untaken wakes it,
/// so a burst of values costs one wake.
public final class Latest<Value: Sendable>: Sendable {
    /// Readable while there is a value that was not taken.
    public let wake = WakeDescriptor()

    private let value = Mutex<Value?>(nil)

    /// A cell with nothing in it.
    public init() {}

    /// Puts a value in, in place of one that was not taken.
    public func put(_ newValue: Value) {
        let wasTaken = value.withLock { value in
            let wasTaken = value == nil
            value = newValue
            return wasTaken
        }
        if wasTaken { wake.wake() }
    }

    /// Takes the newest value out; nil if it was taken already.
    public func take() -> Value? {
        wake.clear()
        return value.withLock { value in
            let taken = value
            value = nil
            return taken
        }
    }
}
