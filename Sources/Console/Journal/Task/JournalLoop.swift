import Books
import Synchronization
import Threads

/// The writer's thread: takes what waits, has it committed, tells those who wait, and watches the disk.
final class JournalLoop {
    private let plan: JournalPlan
    private let queue: JournalQueue
    private let status: JournalStatus
    private let keeper: JournalKeeper
    private var state = JournalState.writable
    private var watchAt = SteadyClock.now

    /// Opens the journal and keeps it until it is ended.
    static func run(_ plan: JournalPlan, _ queue: JournalQueue, _ status: JournalStatus) {
        do {
            let keeper = try JournalKeeper(plan)
            let opening = JournalStatus.Opening(
                history: keeper.history,
                epoch: keeper.epoch.number,
                key: keeper.key,
                damage: keeper.damage
            )
            let loop = JournalLoop(plan, queue, status, keeper)
            loop.open()
            status.opening.withLock { $0 = .success(opening) }
            status.hasBegun.wake()
            loop.run()
        } catch {
            status.opening.withLock { $0 = .failure(error) }
            status.hasBegun.wake()
        }
        status.hasEnded.wake()
    }

    private init(_ plan: JournalPlan, _ queue: JournalQueue, _ status: JournalStatus, _ keeper: JournalKeeper) {
        self.plan = plan
        self.queue = queue
        self.status = status
        self.keeper = keeper
    }

    // MARK: - The loop

    private func open() {
        do {
            try keeper.begin(at: SteadyClock.now, wall: SteadyClock.wallTime)
        } catch {
            publish(.unwritable(error))
        }
        watch()
        publish(state)
    }

    private func run() {
        var isLast = false
        while !isLast {
            queue.wake.wait(until: watchAt)
            queue.wake.clear()
            let work = queue.take()
            if work.wantsRetry { retry() }
            write(work.batches)
            if SteadyClock.now >= watchAt {
                // Whatever a person does next: the console may die, and the next start has to be locked.
                if keeper.owesLock { retry() }
                watch()
            }
            isLast = work.isLast
        }
        // The last chance for what is only in memory.
        retry()
        let isWhole = keeper.isWhole
        do {
            try keeper.close()
            status.standing.withLock { $0.isWhole = isWhole }
        } catch {
            publish(.unwritable(error))
        }
    }

    private func write(_ batches: [JournalQueue.Batch]) {
        guard !batches.isEmpty else { return }
        let results = commit(batches)
        noteLock()
        status.standing.withLock { $0.head = keeper.head }
        for (batch, result) in zip(batches, results) { batch.then?(result) }
    }

    /// Commits batches together and says for each whether it is committed.
    private func commit(_ batches: [JournalQueue.Batch]) -> [Result<Void, JournalError>] {
        let dropped = batches.reduce(0) { $0 + $1.dropped }
        if dropped > 0 {
            keeper.lose(dropped)
            publish(.unwritable(.overflow))
        }
        // While no order may begin, all else is written as long as that goes.
        var blocked: JournalError?
        if case .unwritable(let error) = state { blocked = error }
        let additions = batches.map { batch in
            guard blocked != nil else { return batch.addition }
            return batch.addition.withoutIntents
        }
        do {
            try keeper.add(additions)
        } catch {
            publish(.unwritable(error))
            return batches.map { _ in .failure(error) }
        }
        return batches.map { batch in
            if batch.dropped > 0 { return .failure(.overflow) }
            guard let blocked, batch.addition.hasIntents else { return .success(()) }
            return .failure(blocked)
        }
    }

    private func retry() {
        guard case .unwritable = state else { return }
        do {
            try keeper.revive(at: SteadyClock.now, wall: SteadyClock.wallTime)
            state = .writable
            watch()
            publish(state)
            noteLock()
        } catch {
            publish(.unwritable(error))
        }
    }

    /// Tells whether a kill, or what closes a venue, is only in memory, where that has changed.
    private func noteLock() {
        let isOwed = keeper.owesLock
        let hasChanged = status.standing.withLock { standing in
            defer { standing.owesLock = isOwed }
            return standing.owesLock != isOwed
        }
        if hasChanged { plan.lockOwed(isOwed) }
    }

    /// Looks how much space is left.
    private func watch() {
        watchAt = SteadyClock.now + Self.watchInterval
        guard state.isWritable, let free = keeper.freeSpace() else { return }
        if free < plan.leastSpace {
            publish(.unwritable(.littleSpace(folder: plan.folder, free: free)))
        } else if free >= plan.lowSpace {
            publish(.writable)
        } else if state == .writable {
            publish(.lowSpace(free: free))
        }
    }

    private func publish(_ next: JournalState) {
        let isNew = status.standing.withLock { standing in
            standing.head = keeper.head
            defer { standing.state = next }
            return standing.state != next
        }
        state = next
        if isNew { plan.stateChanged(next) }
    }

    private static let watchInterval = TimeSpan.seconds(1)
}

extension JournalStore.Addition {
    /// Whether an order is to be sent after it.
    var hasIntents: Bool { entries.contains(where: Self.isIntent) }

    /// What of it may be written while no order may begin.
    var withoutIntents: JournalStore.Addition {
        JournalStore.Addition(at: at, wall: wall, entries: entries.filter { !Self.isIntent($0) })
    }

    private static func isIntent(_ entry: JournalEntry) -> Bool {
        if case .intent = entry { true } else { false }
    }
}
