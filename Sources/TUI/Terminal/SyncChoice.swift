/// Whether frames are marked so that the terminal shows each as a whole (DEC private mode 2026).
public enum SyncChoice: String, Sendable, CaseIterable {
    /// Where the terminal ignores what it does not know.
    case automatic = "auto"
    /// Always.
    case on
    /// Never.
    case off
}
