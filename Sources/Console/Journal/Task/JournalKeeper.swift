import Books

/// The files of a running journal and what they amount to, on the writer's thread.
///
/// A file whose write failed is never written again. What it amounts to is known, so the journal goes on in a new one
/// beside it that begins with that.
final class JournalKeeper {
    /// What was read at the opening, and then what was written since.
    private(set) var history: JournalHistory
    /// This start.
    let epoch: JournalEpoch
    /// The installation's key.
    let key: [UInt8]
    /// What was found wrong at the opening.
    let damage: JournalDamage?

    private let plan: JournalPlan
    private let folder: JournalFolder
    private let survey: JournalSurvey?
    private let path: String
    private var store: JournalStore?
    private var lastHead: JournalHead?
    private var failure: JournalError?
    private var lost = 0
    /// Whether a kill, or what closes a venue, is only in memory.
    private(set) var owesLock = false

    /// Takes the folder and reads what is in it.
    init(_ plan: JournalPlan) throws(JournalError) {
        self.plan = plan
        folder = try JournalFolder(plan.folder)
        key = try folder.installKey()
        let newest = try JournalFolder.newest(in: plan.folder) ?? 1
        path = folder.path(ofFile: newest)
        do {
            survey = try JournalSurvey(path: path, digest: plan.digest)
        } catch .missing {
            survey = nil
        }
        damage = survey?.damage
        history = survey?.history ?? JournalHistory()
        lastHead = survey.flatMap { $0.count > 0 ? $0.head : nil }
        let number = UInt64(max(history.epoch?.number ?? 0, folder.lastEpoch)) + 1
        guard number < ClientOrderID.epochLimit else { throw .epochsUsedUp(folder: plan.folder) }
        epoch = JournalEpoch(
            number: UInt32(truncatingIfNeeded: number),
            build: plan.build,
            configuration: plan.configuration,
            install: hexadecimal(plan.digest(key).prefix(8)),
            instrument: plan.instrument,
            venues: plan.venues
        )
    }

    // MARK: - Queries

    /// Where the journal stands; nil before the first record.
    var head: JournalHead? { store?.head ?? lastHead }

    /// Whether all that it was given is on the disk, or what is not is told there.
    var isWhole: Bool { store != nil && lost == 0 }

    /// How many bytes are left for it.
    func freeSpace() -> Int64? { folder.freeSpace() }

    // MARK: - Inputs

    /// Begins the epoch: it is on the disk when this returns.
    func begin(at: MonotonicTime, wall: WallTime) throws(JournalError) {
        if let damage { throw fail(.damaged(path: path, damage)) }
        history.apply(.epoch(epoch), at: wall)
        do {
            try folder.note(epoch: epoch.number)
            let store = try JournalStore(
                path: path,
                count: survey?.count ?? 0,
                chain: survey?.chain,
                isFullySynchronous: plan.isFullySynchronous,
                digest: plan.digest
            )
            try store.add([.init(at: at, wall: wall, entries: [.epoch(epoch)])], isSynchronous: true)
            folder.synchronise()
            self.store = store
        } catch {
            throw fail(error)
        }
    }

    /// Adds all of it or nothing; if the file fails, once more in a new one.
    ///
    /// A kill is waited for until the disk has it: a loss of power must not unlock what a person has locked.
    func add(_ additions: [JournalStore.Addition]) throws(JournalError) {
        let hasKill = additions.contains { $0.entries.contains(where: \.isKill) }
        do throws(JournalError) {
            guard let store else { throw failure ?? .ended }
            try store.add(additions, isSynchronous: hasKill)
        } catch {
            try recover(additions, from: error)
            return
        }
        for addition in additions {
            for entry in addition.entries { history.apply(entry, at: addition.wall) }
        }
    }

    /// Counts entries that found no room.
    func lose(_ count: Int) {
        lost += count
    }

    /// Tries again after a failure.
    func revive(at: MonotonicTime, wall: WallTime) throws(JournalError) {
        if let damage { throw .damaged(path: path, damage) }
        if let store {
            // It was full or slow, not broken: what was lost meanwhile is said.
            guard lost > 0 else { return }
            do {
                try store.add([.init(at: at, wall: wall, entries: [.lost(lost)])])
                history.apply(.lost(lost), at: wall)
                lost = 0
                return
            } catch {
                lastHead = store.head
                _ = fail(error)
            }
        }
        try goOn(with: [.init(at: at, wall: wall, entries: [])])
    }

    /// Ends in good order: the file alone is whole.
    func close() throws(JournalError) {
        guard let store else { return }
        lastHead = store.head
        self.store = nil
        try store.fold()
    }

    // MARK: - Parts

    /// Adds in a new file what the old one has not taken; remembers it where that fails too.
    private func recover(_ additions: [JournalStore.Addition], from error: JournalError) throws(JournalError) {
        do throws(JournalError) {
            guard let store else { throw error }
            lastHead = store.head
            _ = fail(error)
            try goOn(with: additions)
        } catch {
            note(additions)
            throw error
        }
    }

    private func fail(_ error: JournalError) -> JournalError {
        store = nil
        failure = error
        return error
    }

    /// Remembers what could not be written: a new file begins with it.
    ///
    /// Intents were not sent, so they are nothing.
    private func note(_ additions: [JournalStore.Addition]) {
        for addition in additions {
            lost += addition.entries.count
            if addition.entries.contains(where: \.isLock) { owesLock = true }
            for entry in addition.withoutIntents.entries { history.apply(entry, at: addition.wall) }
        }
    }

    /// Goes on in a new file: what the journal amounts to first, then the additions.
    private func goOn(with additions: [JournalStore.Addition]) throws(JournalError) {
        let at = additions.last?.at ?? MonotonicTime(nanoseconds: 0)
        let wall = additions.last?.wall ?? WallTime(nanoseconds: 0)
        let number = (try folder.files().last ?? 0) + 1
        let path = folder.path(ofFile: number)
        let first = JournalEntry.epoch(epoch.continuing(lastHead))
        var whole = [JournalStore.Addition(at: at, wall: wall, entries: [first])]
        whole += history.restoring.map { .init(at: at, wall: $0.at, entries: [$0.entry]) }
        if lost > 0 { whole.append(.init(at: at, wall: wall, entries: [.lost(lost)])) }
        whole += additions
        do {
            let store = try JournalStore(
                path: path,
                count: 0,
                chain: nil,
                isFullySynchronous: plan.isFullySynchronous,
                digest: plan.digest
            )
            try store.add(whole, isSynchronous: true)
            folder.synchronise()
            self.store = store
        } catch {
            folder.remove(file: number)
            throw fail(error)
        }
        lost = 0
        owesLock = false
        failure = nil
        history = JournalHistory()
        for addition in whole {
            for entry in addition.entries { history.apply(entry, at: addition.wall) }
        }
    }
}
