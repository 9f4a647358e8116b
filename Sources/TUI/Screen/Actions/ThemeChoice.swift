/// Which theme to take.
public enum ThemeChoice: Sendable, Hashable {
    /// The one after the present one.
    case next
    /// The one of that name; the present one is read from its file again.
    case named(String)
}
