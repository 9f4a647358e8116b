/// The modes of the console and of its way to a venue, as the journal tells of them.
public enum JournalMode: String, Sendable, Hashable, CaseIterable {
    /// New orders may go.
    case run
    /// No new order goes; what is under way is followed.
    case paused
    /// Only orders that make the position smaller.
    case reducing
    /// Everything is cancelled and sending is locked until a person unlocks it.
    case killed
    /// Something that must not be has happened: a person has to look.
    case halted
    /// What happened before a restart is being found out.
    case reconciling
    /// Cancellations alone.
    case cancelOnly
    /// What stands at the venue may be filled; nothing new.
    case draining
}
