import Synchronization
import Threads
import Venues

/// What other threads give a feed: commands, answers of the REST client, and the word to stop.
final class FeedInbox: Sendable {
    /// Readable when something was put in or the feed is to stop.
    let wake = WakeDescriptor()

    private struct Contents {
        var inputs: [FeedInput] = []
        var isStopped = false
    }

    private let contents = Mutex(Contents())

    /// Whether the feed is to stop.
    var isStopped: Bool { contents.withLock { $0.isStopped } }

    /// Puts an input in.
    func put(_ input: FeedInput) {
        contents.withLock { $0.inputs.append(input) }
        wake.wake()
    }

    /// Tells the feed to stop.
    func stop() {
        contents.withLock { $0.isStopped = true }
        wake.wake()
    }

    /// Takes all inputs out, in order.
    ///
    /// What was put in before does not wake anybody any more: a connection that is made next must not take it for the
    /// word to give up. Ask ``isStopped`` after this, not before, or the word to stop may be cleared unseen.
    func take() -> [FeedInput] {
        wake.clear()
        return contents.withLock { contents in
            let inputs = contents.inputs
            contents.inputs.removeAll(keepingCapacity: true)
            return inputs
        }
    }
}
