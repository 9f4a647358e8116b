import Books
import Strategy

@testable import Journal

/// A journal in memory that can fail as a disk can: what is in ``file`` is what a restart reads.
///
/// It follows the writer of the product: a file that failed is never written again, the journal goes on in a new one
/// that begins with what was known, and while that fails nothing that an order waits for is committed.
struct VirtualJournal {
    /// What is on the disk.
    private(set) var file: [(entry: JournalEntry, wall: WallTime)] = []
    /// What is known while the console runs.
    private(set) var history = JournalHistory()
    /// Whether the disk takes nothing.
    var isFull = false
    /// How many of the next writes fail once each.
    var failures = 0
    /// The number of the last start, which is noted beside the file before anything is sent.
    private(set) var lastEpoch: UInt32 = 0
    /// Whether new orders can be written down.
    private(set) var isWritable = true
    /// How many entries were cut off by a loss of power, over all starts.
    private(set) var cutCount = 0
    /// Names whose intents are on the disk, over all starts and files.
    private(set) var committedIntents: Set<ClientOrderID> = []

    private var lost = 0
    private var hasFile = true
    /// How many entries, from the first one on, were waited for until the disk had them.
    private var durable = 0

    /// Begins a start of the console over what is on the disk, and says what that amounts to.
    mutating func begin(instrument: Instrument, venues: [String], at wall: WallTime) -> (JournalHistory, UInt32) {
        history = JournalHistory()
        for (entry, wall) in file { history.apply(entry, at: wall) }
        let before = history
        lastEpoch = max(lastEpoch, history.epoch?.number ?? 0) + 1
        let epoch = JournalEpoch(
            number: lastEpoch,
            build: "simulation",
            configuration: "",
            install: "",
            instrument: instrument,
            venues: venues
        )
        isFull = false
        failures = 0
        isWritable = true
        hasFile = true
        lost = 0
        write(.epoch(epoch), wall)
        durable = file.count
        return (before, lastEpoch)
    }

    /// Commits entries together; whether the orders among them may leave.
    mutating func commit(_ entries: [JournalEntry], at wall: WallTime) -> Bool {
        let hasIntents = entries.contains(where: Self.isIntent)
        let wanted = isWritable ? entries : entries.filter { !Self.isIntent($0) }
        let fails = isFull || failures > 0
        if failures > 0 { failures -= 1 }
        if hasFile, !fails {
            for entry in wanted { write(entry, wall) }
            if wanted.contains(where: \.isKill) { durable = file.count }
            return isWritable || !hasIntents
        }
        // Once more in a new file, unless the disk is full: then all is remembered that was not to be sent.
        hasFile = false
        if !isFull, goOn(wanted, at: wall) { return isWritable || !hasIntents }
        isWritable = false
        for entry in wanted where !Self.isIntent(entry) { history.apply(entry, at: wall) }
        lost += wanted.count
        return false
    }

    /// A person wants it tried again.
    mutating func retry(at wall: WallTime) {
        guard !isWritable, !isFull else { return }
        isWritable = hasFile || goOn([], at: wall)
    }

    /// The power fails: the newest entries never reached the disk, but for those that were waited for: a start, a new file
    /// as a whole, and a kill.
    mutating func cut(_ count: Int) {
        let lost = min(count, file.count - durable)
        file.removeLast(lost)
        cutCount += lost
    }

    private mutating func goOn(_ entries: [JournalEntry], at wall: WallTime) -> Bool {
        guard let epoch = history.epoch else { return false }
        let restoring = history.restoring
        let end = Int64(file.count) - 1
        file = []
        history = JournalHistory()
        // It says what it goes on from: what is told again then is no news, and does not have to add up by itself.
        write(.epoch(epoch.continuing(JournalHead(file: "journal", sequence: end, chain: ""))), wall)
        for (entry, time) in restoring { write(entry, time) }
        if lost > 0 { write(.lost(lost), wall) }
        for entry in entries { write(entry, wall) }
        durable = file.count
        lost = 0
        hasFile = true
        return true
    }

    private mutating func write(_ entry: JournalEntry, _ wall: WallTime) {
        file.append((entry, wall))
        history.apply(entry, at: wall)
        if case .intent(let intent) = entry { committedIntents.insert(intent.request.id) }
    }

    /// Whether the newest change of the console's mode in the file is a kill.
    var isKillWritten: Bool {
        for (entry, _) in file.reversed() {
            if case .mode(let change) = entry, change.venue == nil { return change.to == .killed }
        }
        return false
    }

    /// The limits as the file last has them changed.
    var writtenLimits: [LimitName: Int64] {
        var limits: [LimitName: Int64] = [:]
        for (entry, _) in file {
            if case .limit(let change) = entry { limits[change.name] = change.after }
        }
        return limits
    }

    private static func isIntent(_ entry: JournalEntry) -> Bool {
        if case .intent = entry { true } else { false }
    }
}
