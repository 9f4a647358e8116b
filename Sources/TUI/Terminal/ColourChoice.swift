/// Which colours a person wants.
public enum ColourChoice: String, Sendable, CaseIterable {
    /// What the terminal has, none if NO_COLOR is set (no-color.org).
    case automatic = "auto"
    /// What the terminal has, whatever NO_COLOR says.
    case always
    /// None: attributes and words carry everything.
    case never
    /// The 16 ANSI colours.
    case ansi = "16"
    /// xterm's 256 colours.
    case indexed = "256"
    /// 16 million colours.
    case direct = "truecolor"
}
