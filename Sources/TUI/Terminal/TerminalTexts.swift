import CNcurses

/// What is written to a terminal before the first frame and after the last one, apart from what ncurses writes itself.
struct TerminalTexts: Equatable {
    /// Switches on what ncurses knows nothing of.
    let enter: [UInt8]
    /// Gives the terminal back: modes off, plain text, a visible cursor, the normal screen.
    let leave: [UInt8]
    /// Begins a frame that the terminal shows at once (DEC mode 2026).
    let beginFrame: [UInt8]
    /// Ends such a frame.
    let endFrame: [UInt8]

    /// The texts for the terminal of the open ncurses screen.
    init(_ entry: TerminalEntry, sync: SyncChoice = .automatic, title: String? = nil) {
        let modes = entry.ignoresUnknownModes
        let marksFrames = sync == .on || sync == .automatic && modes
        let title = modes ? title.map(Self.plainTitle) : nil
        // The old title is kept on the terminal's own stack (XTWINOPS 22 and 23, xterm's ctlseqs).
        let takeTitle = title.map { "\u{1B}[22;2t\u{1B}]2;\($0)\u{1B}\\" } ?? ""
        enter = Array(((modes ? "\u{1B}[?2004h" : "") + takeTitle).utf8)
        beginFrame = Array((marksFrames ? "\u{1B}[?2026h" : "").utf8)
        endFrame = Array((marksFrames ? "\u{1B}[?2026l" : "").utf8)
        let unmark = (marksFrames ? "\u{1B}[?2026l" : "") + (modes ? "\u{1B}[?2004l" : "")
        var leave = Array((unmark + (title == nil ? "" : "\u{1B}[23;2t")).utf8)
        for capability in ["sgr0", "op", "cnorm"] {
            leave += Self.capability(capability)
        }
        let normalScreen = Self.capability("rmcup")
        // Cleared before it closes: tmux (3.3a) moves lines of the alternate screen that are longer than the terminal was
        // when it opened into the history, and shows them above the prompt.
        leave +=
            normalScreen.isEmpty
            ? Self.lastRow + Array("\r\n".utf8) : Self.capability("clear") + normalScreen
        self.leave = leave
    }

    /// A title without anything that could end its sequence.
    private static func plainTitle(_ title: String) -> String {
        String(String.UnicodeScalarView(title.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }))
    }

    /// The text that moves to the last row, whatever its number: terminals stop at their edge.
    private static var lastRow: [UInt8] {
        unsafe cncurses_move(998, 0).map { plain(unsafe String(cString: $0)) } ?? []
    }

    private static func capability(_ name: String) -> [UInt8] {
        unsafe cncurses_text(name).map { plain(unsafe String(cString: $0)) } ?? []
    }

    /// A capability without its marks for waiting, `$<5>` (terminfo(5), Delays and Padding): no terminal here needs them.
    static func plain(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
                let end = rest.firstIndex(of: UInt8(ascii: ">"))
            {
                rest = rest[(end + 1)...]
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
