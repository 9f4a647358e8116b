/// A colour with a value for every kind of terminal.
public enum ThemeColour: Sendable, Hashable {
    /// Whatever the person's terminal uses for text or for the background.
    case terminal
    /// A colour of its own: 24 bits of red, green and blue, one of xterm's 256, one of the 16 ANSI colours.
    case fixed(rgb: UInt32, indexed: UInt8, ansi: UInt8)

    /// The number that a terminal of this depth knows the colour by; nothing for its own default colour.
    func number(at depth: ColourDepth) -> Int32? {
        switch (self, depth) {
        case (.terminal, _), (.fixed, .mono): nil
        // In direct mode the numbers 0 to 7 still name the ANSI colours (terminfo, user_caps(5), RGB): the darkest
        // blues give up at most three thousandths of brightness for it.
        case (.fixed(let rgb, _, _), .direct): Int32(rgb & 0xFF_FFFF) < 8 && rgb != 0 ? 8 : Int32(rgb & 0xFF_FFFF)
        case (.fixed(_, let indexed, _), .indexed): Int32(indexed)
        case (.fixed(_, _, let ansi), .ansi16): Int32(ansi)
        case (.fixed(_, _, let ansi), .ansi8): Int32(ansi & 7)
        }
    }

    /// Whether an 8-colour terminal can show it only by making the text bold.
    func needsBold(at depth: ColourDepth) -> Bool {
        guard case .fixed(_, _, let ansi) = self, depth == .ansi8 else { return false }
        return ansi > 7
    }
}
