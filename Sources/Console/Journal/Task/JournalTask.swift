public import Books
import Synchronization
import Threads

/// Keeps the journal: takes entries from any thread without ever holding one up, and commits them on its own.
///
/// What waits is committed together. Bytes of a new order may leave only when the completion of its intent has said
/// success; a completion comes after the commit has returned, on the writer's thread.
public final class JournalTask: Sendable {
    /// Told whether entries are committed.
    public typealias Completion = @Sendable (Result<Void, JournalError>) -> Void

    /// What the journal amounted to before this start.
    public let history: JournalHistory
    /// The number of this start: it is written and on the disk, or ``state`` is unwritable.
    public let epoch: UInt32
    /// Signs the names of orders with the installation's key.
    public let tags: InstallTagging
    /// What was found wrong at the opening: then nothing is ever added, and nobody may trade.
    public let damage: JournalDamage?

    private let queue: JournalQueue
    private let status: JournalStatus

    /// Opens a journal and begins the next epoch; it is on the disk when this returns.
    ///
    /// Throws where the folder cannot be used or another process has it. A journal that is damaged or cannot be written
    /// is opened all the same, so that its history can be read: look at ``state``.
    public init(_ plan: JournalPlan) throws(JournalError) {
        let queue = JournalQueue(limit: plan.queueLimit)
        let status = JournalStatus()
        DedicatedThread.start("journal") { JournalLoop.run(plan, queue, status) }
        while !status.hasBegun.wait(until: SteadyClock.now + .seconds(1)) {}
        guard let outcome = status.opening.withLock({ $0 }) else {
            preconditionFailure("the journal's thread has begun without opening it")
        }
        let opening = try outcome.get()
        history = opening.history
        epoch = opening.epoch
        tags = InstallTagging(key: opening.key, digest: plan.digest)
        damage = opening.damage
        self.queue = queue
        self.status = status
    }

    // MARK: - Inputs

    /// Writes entries down, all or none, and then tells `then`.
    ///
    /// Never blocks. After the end of the journal `then` is told so on the calling thread.
    public func append(
        _ entries: [JournalEntry],
        at: MonotonicTime,
        wall: WallTime,
        then: Completion? = nil
    ) {
        let addition = JournalStore.Addition(at: at, wall: wall, entries: entries)
        if !queue.put(JournalQueue.Batch(addition: addition, then: then)) { then?(.failure(.ended)) }
    }

    /// Tries again what could not be written: a person's word.
    ///
    /// ``JournalPlan/stateChanged`` tells what came of it, unless the state stays as it is.
    public func retry() {
        queue.retry()
    }

    /// Ends the journal in good order; false if the disk did not take the rest, or not within `limit`.
    ///
    /// What could not be written before is tried once more.
    public func finish(within limit: TimeSpan) -> Bool {
        queue.end()
        return status.hasEnded.wait(until: SteadyClock.now + limit) && status.standing.withLock { $0.isWhole }
    }

    // MARK: - Queries

    /// Whether it can be written.
    public var state: JournalState { status.standing.withLock { $0.state } }

    /// Whether a kill, or what closes a venue, is not on the disk yet.
    public var owesLock: Bool { status.standing.withLock { $0.owesLock } }

    /// Where it stands, for the screen, the log and the last message; nil before the first record.
    public var head: JournalHead? { status.standing.withLock { $0.head } }
}
