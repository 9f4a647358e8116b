/// Every key of the console, once: the dispatcher, the footer and the help read this table.
public enum KeyTable {
    /// The keys, in the order in which the help and the footer show them.
    public static let bindings: [KeyBinding] = [
        KeyBinding(
            keys: [.character("?"), .function(1)],
            action: .help,
            label: "help",
            description: "show or hide these keys",
            isInFooter: true
        ),
        KeyBinding(
            keys: [.escape],
            action: .close,
            label: "close",
            description: "close what lies over the books",
            isInFooter: false
        ),
        KeyBinding(
            keys: [.control("l")],
            action: .redraw,
            label: "redraw",
            description: "draw the whole screen again",
            isInFooter: true
        ),
        KeyBinding(
            keys: [.control("z")],
            action: .suspend,
            label: "suspend",
            description: "stop, and give the terminal back to the shell",
            isInFooter: false
        ),
        KeyBinding(
            keys: [.character("q"), .control("c")],
            action: .quit,
            label: "quit",
            description: "end the console",
            isInFooter: true
        ),
    ]

    /// What a key does, if anything.
    public static func action(for key: KeyStroke) -> ConsoleAction? {
        bindings.first { $0.keys.contains(key) }?.action
    }

    /// How many characters at once are taken for a paste in a terminal without bracketed paste.
    public static let mostTypedAtOnce = 8

    /// Whether keys that arrived in one read were pasted rather than typed.
    ///
    /// Nobody types nine different characters within one read, and a pasted `q` must not end the console. One
    /// character many times is a key held down, and counts as typed.
    public static func isPaste(_ keys: [KeyStroke]) -> Bool {
        if keys.contains(.paste) { return true }
        let writing = keys.filter(\.isWriting)
        return writing.count > mostTypedAtOnce && writing.contains { $0 != writing[0] }
    }
}
