public import Books

/// Every key of the console, once: the dispatcher, the footer, the help, the manual and the documentation read this
/// table.
///
/// The way from danger to safety is one key; the way back is a question whose default is No. No shifted letter is an
/// alias of a movement: a slip of the finger on `k` must not come near `K`.
public enum KeyTable {
    /// The keys, in the order in which the footer and the help show them.
    public static let bindings: [KeyBinding] = [
        KeyBinding([.character("s")], .strategy, "strategy on or off", asks: "on asks", label: "MM on", rank: 3),
        KeyBinding([.character(" ")], .hold, "hold execution, run again", asks: "run asks", label: "hold", rank: 2),
        KeyBinding(
            [.character("K")],
            .kill,
            "twice: kill everything",
            asks: "the second K, within 2 s, is the question",
            label: "kill",
            rank: 1
        ),
        KeyBinding([.character("r")], .reconnect, "reconnect the venue now", label: "reconnect", rank: 6),
        KeyBinding([.tab], .nextPane, "to the next pane", label: "pane", rank: 7),
        KeyBinding([.backTab], .previousPane, "to the pane before"),
        KeyBinding([.character("1")], .zoomFirst, "first book alone", label: "zoom", rank: 9),
        KeyBinding([.character("2")], .zoomSecond, "second book alone"),
        KeyBinding([.character("3")], .zoomThird, "third book alone"),
        KeyBinding([.character("4")], .zoomFourth, "fourth book alone"),
        KeyBinding([.character("z")], .zoom, "the pane's book alone"),
        KeyBinding([.escape, .character("0")], .back, "back: close, show all"),
        KeyBinding([.character(":")], .command, "type a command", label: "command", rank: 5),
        KeyBinding([.character("/")], .filter, "filter orders and log", label: "filter", rank: 8),
        KeyBinding([.character("n")], .nextMatch, "next match"),
        KeyBinding([.character("N")], .previousMatch, "match before"),
        KeyBinding([.enter], .details, "details of the row"),
        KeyBinding([.character("x")], .cancel, "cancel the chosen order"),
        KeyBinding([.character("X")], .cancelAll, "cancel all orders", asks: "asks"),
        KeyBinding([.up, .character("k")], .up, "row up"),
        KeyBinding([.down, .character("j")], .down, "row down"),
        KeyBinding([.left, .character("h")], .left, "pane on the left"),
        KeyBinding([.right, .character("l")], .right, "pane on the right"),
        KeyBinding([.pageUp], .pageUp, "page up"),
        KeyBinding([.pageDown], .pageDown, "page down"),
        KeyBinding([.character("g"), .home], .top, "first row"),
        KeyBinding([.character("G"), .end], .bottom, "last row"),
        KeyBinding([.character("p")], .pausePlayback, "recording: pause, go on", label: "pause", rank: 11),
        KeyBinding([.character(".")], .stepPlayback, "recording: one message"),
        KeyBinding([.character(">")], .faster, "recording: faster"),
        KeyBinding([.character("<")], .slower, "recording: slower"),
        KeyBinding([.character("t")], .theme, "next theme", label: "theme", rank: 10),
        KeyBinding([.control("l")], .redraw, "draw everything again"),
        KeyBinding([.control("z")], .suspend, "stop; fg comes back"),
        KeyBinding([.character("?"), .function(1)], .help, "show or hide these keys", label: "help", rank: 4),
        KeyBinding(
            [.character("q"), .control("c")],
            .quit,
            "quit",
            asks: "asks if orders are open",
            label: "quit",
            rank: 0
        ),
    ]

    /// What a key means, if anything.
    public static func command(for key: KeyStroke) -> KeyCommand? {
        bindings.first { $0.keys.contains(key) }?.command
    }

    /// How many characters at once are taken for a paste in a terminal without bracketed paste.
    public static let mostTypedAtOnce = 8

    /// For how long after such a paste what arrives is its rest: a long one comes in several reads, and the last of them
    /// may be short.
    public static let pasteRest = TimeSpan.milliseconds(50)

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
