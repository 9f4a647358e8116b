import CNcurses
import TUI

/// Which terminfo entry is used, and with how many colours.
struct TerminalEntry: Equatable {
    /// The name for ncurses.
    let name: String
    /// What the person's choice leaves of the terminal's colours.
    let limit: ColourDepth
    /// Whether the terminal ignores private modes that it does not know, as xterm and its kin do.
    ///
    /// The Linux console, the VT models and dumb terminals would print parts of some of them.
    var ignoresUnknownModes: Bool {
        !(name.hasPrefix("linux") || name.hasPrefix("vt") || name.hasPrefix("dumb"))
    }

    /// The entry for a terminal called `name`, checked to be good enough.
    init(name: String?, choice: ColourChoice, environment: TerminalEnvironment) throws(TerminalError) {
        guard let name, !name.isEmpty else { throw .terminalNotNamed }
        switch unsafe cncurses_examine(name) {
        case CNCURSES_FIT: break
        case CNCURSES_DUMB: throw .dumbTerminal(name)
        default: throw .unknownTerminal(name)
        }
        let wantsDirect =
            choice == .direct
            || (choice == .automatic || choice == .always) && environment.claimsTrueColour
        if wantsDirect, !(choice == .automatic && environment.forbidsColour), let direct = Self.direct(of: name) {
            self.name = direct
            limit = .direct
            return
        }
        self.name = name
        limit =
            switch choice {
            case .automatic: environment.forbidsColour ? .mono : .indexed
            case .never: .mono
            case .ansi: .ansi16
            case .always, .indexed, .direct: .indexed
            }
    }

    /// What `colours` colours of the terminal come to.
    func depth(colours: Int32) -> ColourDepth {
        switch (limit, colours) {
        case (.mono, _), (_, ..<8): .mono
        case (.direct, 0x100_0000...): .direct
        case (.indexed, 256...), (.direct, 256...): .indexed
        case (_, 16...): .ansi16
        default: .ansi8
        }
    }

    /// The entry of the same terminal that speaks 24-bit colours: `xterm-direct` for `xterm-256color`.
    private static func direct(of name: String) -> String? {
        let base = name.hasSuffix("-256color") ? String(name.dropLast("-256color".count)) : name
        let direct = base + "-direct"
        return unsafe cncurses_examine(direct) == CNCURSES_FIT ? direct : nil
    }
}
