import Synchronization
import Threads

/// What the writer's thread tells the others.
final class JournalStatus: Sendable {
    /// How a journal stood when it was opened.
    struct Opening: Sendable {
        /// What it amounted to before this start.
        let history: JournalHistory
        /// The number of this start.
        let epoch: UInt32
        /// The installation's key.
        let key: [UInt8]
        /// What is wrong with it, if anything.
        let damage: JournalDamage?
    }

    /// What changes while it runs.
    struct Standing: Sendable {
        /// Whether it can be written.
        var state = JournalState.writable
        /// Where it stands; nil before the first record.
        var head: JournalHead?
        /// Whether a kill, or what closes a venue, is only in memory.
        var owesLock = false
        /// Whether it has ended with everything on the disk.
        var isWhole = false
    }

    /// Set once, before ``hasBegun`` is woken.
    let opening = Mutex<Result<Opening, JournalError>?>(nil)
    /// The newest standing.
    let standing = Mutex(Standing())
    /// Woken when the journal is open, or cannot be.
    let hasBegun = WakeDescriptor()
    /// Woken when it has ended.
    let hasEnded = WakeDescriptor()
}
