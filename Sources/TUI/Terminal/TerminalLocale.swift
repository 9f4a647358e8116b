import CTerminal
import TUI

/// The process's character set, for the width of characters and for ncurses.
public enum TerminalLocale {
    /// Takes the character set of the environment; call it before other threads start, setlocale(3) is for one thread.
    ///
    /// Only characters follow the locale: a decimal comma would break every parser that uses C's functions.
    public static func prepare(_ choice: GlyphChoice) {
        cterminal_use_locale()
        if choice == .unicode, cterminal_is_utf8() == 0 {
            // A system without C.UTF-8 keeps its locale: ncurses then shows question marks.
            _ = cterminal_force_utf8()
        }
    }

    /// The characters to draw with.
    static func glyphs(_ choice: GlyphChoice) -> Glyphs {
        switch choice {
        case .unicode: .unicode
        case .ascii: .ascii
        case .automatic: canShowUnicode ? .unicode : .ascii
        }
    }

    /// In the locales of East Asia, lines and blocks can be two cells wide: they would tear every row.
    private static var canShowUnicode: Bool {
        cterminal_is_utf8() != 0 && Glyphs.unicode.all.allSatisfy { cterminal_cells($0.value) == 1 }
    }
}
