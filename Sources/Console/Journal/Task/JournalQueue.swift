import Books
import Synchronization
import Threads

/// The bounded queue between those who have something to write down and the one thread that does.
final class JournalQueue: Sendable {
    /// Entries that are committed together, and who waits for that.
    struct Batch: Sendable {
        /// What is written, and when it happened.
        var addition: JournalStore.Addition
        /// How many entries found no room.
        var dropped = 0
        /// Told when it is committed, or cannot be.
        let then: JournalTask.Completion?
    }

    /// What the writer is to do.
    struct Work {
        var batches: [Batch] = []
        /// A person wants it tried again.
        var wantsRetry = false
        /// Nothing comes after this.
        var isLast = false
    }

    private struct Contents {
        var work = Work()
        var count = 0
        var isClosed = false
    }

    /// Readable when there is work.
    let wake = WakeDescriptor()

    private let limit: Int
    private let contents = Mutex(Contents())

    /// A queue in which `limit` entries may wait.
    init(limit: Int) {
        self.limit = limit
    }

    /// Puts a batch in; false if nothing is taken any more.
    func put(_ batch: Batch) -> Bool {
        let isTaken = contents.withLock { contents in
            guard !contents.isClosed else { return false }
            var batch = batch
            let count = batch.addition.entries.count
            // There are few locks, and none may be lost to a burst of anything else.
            if contents.count + count > limit, !batch.addition.entries.contains(where: \.isLock) {
                batch.dropped = count
                batch.addition = JournalStore.Addition(at: batch.addition.at, wall: batch.addition.wall, entries: [])
            } else {
                contents.count += count
            }
            contents.work.batches.append(batch)
            return true
        }
        if isTaken { wake.wake() }
        return isTaken
    }

    /// Asks the writer to try again.
    func retry() {
        contents.withLock { $0.work.wantsRetry = true }
        wake.wake()
    }

    /// Says that what is in it now is the last.
    func end() {
        contents.withLock { $0.work.isLast = true }
        wake.wake()
    }

    /// Takes all that waits.
    func take() -> Work {
        contents.withLock { contents in
            let work = contents.work
            contents.work = Work()
            contents.count = 0
            if work.isLast { contents.isClosed = true }
            return work
        }
    }
}
