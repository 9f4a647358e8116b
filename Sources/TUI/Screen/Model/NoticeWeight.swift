/// How much a notice matters.
public enum NoticeWeight: Sendable, Hashable, CaseIterable {
    /// Something went its usual way.
    case info
    /// Something is worth a look.
    case warning
    /// Something is wrong.
    case alarm
}
