/// The background that a theme is made for, which the terminal's own colours are taken to be.
public enum ThemeBase: String, Sendable, CaseIterable {
    /// Light text on a dark background.
    case dark
    /// Dark text on a light background.
    case light

    /// The terminal's own text colour, as xterm and most others have it.
    var ink: UInt32 { self == .dark ? 0xE5E5E5 : 0x000000 }

    /// The terminal's own background.
    var paper: UInt32 { self == .dark ? 0x000000 : 0xFFFFFF }
}
