/// Why the journal cannot be written or read, with the place and the remedy.
public enum JournalError: Error, Sendable, Hashable {
    /// The folder or a file in it cannot be made, opened or read; the system's words say why.
    case cannotOpen(path: String, reason: String)
    /// There is no journal there.
    case missing(path: String)
    /// Another process writes it.
    case locked(folder: String, process: Int?)
    /// The disk or the quota is full.
    case full(path: String)
    /// So little space is left that no new order may begin.
    case littleSpace(folder: String, free: Int64)
    /// The file or its disk may not be written to.
    case readOnly(path: String)
    /// Writing or synchronising has failed; SQLite's words say how.
    case failed(path: String, reason: String)
    /// What is there cannot be believed, so nothing is added to it.
    case damaged(path: String, JournalDamage)
    /// More was to be written than can wait.
    case overflow
    /// The console has been started more often than order names can tell apart.
    case epochsUsedUp(folder: String)
    /// It has ended.
    case ended

    /// The cause in few words, for the status line.
    public var cause: String {
        switch self {
        case .cannotOpen: "cannot be opened"
        case .missing: "missing"
        case .locked(_, let process): process.map { "in use by process \($0)" } ?? "in use"
        case .full: "no space"
        case .littleSpace(_, let free): "\(free >> 20) MiB left"
        case .readOnly: "read-only"
        case .failed: "write failed"
        case .damaged: "damaged"
        case .overflow: "too slow"
        case .epochsUsedUp: "names used up"
        case .ended: "ended"
        }
    }

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "\(path) cannot be opened: \(reason). Check the path and its permissions."
        case .missing(let path):
            "there is no journal at \(path). Name a journal file or its folder; `rung` writes one where it trades."
        case .locked(let folder, let process):
            "the journal in \(folder) is written by another rung"
                + (process.map { " (process \($0))" } ?? "")
                + ". End that one, or choose another folder with --journal."
        case .full(let path):
            "\(path) cannot grow: the disk or the quota is full. Free some space, then try again."
        case .littleSpace(let folder, let free):
            "only \(free >> 20) MiB are left for the journal in \(folder). Free some space, then try again."
        case .readOnly(let path):
            "\(path) may not be written to: the file or its disk is read-only. Make it writable, then try again."
        case .failed(let path, let reason):
            "\(path) cannot be written: \(reason). Check the disk, then try again."
        case .damaged(let path, let damage):
            "\(path) cannot be gone on with: \(damage.finding). Look at it with `rung journal verify`, put it aside "
                + "and reconcile the accounts before a new one is begun."
        case .overflow:
            "the journal cannot keep up: its disk is too slow. Try again when it has caught up, or choose another disk."
        case .epochsUsedUp(let folder):
            "the journal in \(folder) has numbered as many starts as order names can tell apart. Choose another folder."
        case .ended: "the journal has ended."
        }
    }
}
