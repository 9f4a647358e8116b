/// How many colours a terminal has.
public enum ColourDepth: Sendable, Hashable, CaseIterable {
    /// None, or the person wants none: meaning is carried by attributes, words and places.
    case mono
    /// The eight ANSI colours; bold makes them bright.
    case ansi8
    /// The sixteen ANSI colours.
    case ansi16
    /// xterm's 256 colours.
    case indexed
    /// Red, green and blue with 8 bits each.
    case direct
}
