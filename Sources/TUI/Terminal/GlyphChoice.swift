/// Which characters a person wants for lines and bars.
public enum GlyphChoice: String, Sendable, CaseIterable {
    /// Unicode where the locale is UTF-8 and every glyph takes one cell, else ASCII.
    case automatic = "auto"
    /// Unicode, whatever the locale says.
    case unicode
    /// ASCII.
    case ascii
}
