/// One key as a person pressed it.
public enum KeyStroke: Sendable, Hashable {
    /// A key that writes this character.
    case character(Unicode.Scalar)
    /// A letter with Control; the letter is in lower case.
    case control(Unicode.Scalar)
    /// A character with Alt: never the same as the character alone.
    case alt(Unicode.Scalar)
    /// A function key from F1 on.
    case function(Int)
    /// Escape by itself.
    case escape
    /// Return.
    case enter
    /// Tab.
    case tab
    /// Tab with Shift.
    case backTab
    /// Backspace.
    case backspace
    /// Delete.
    case delete
    /// Insert.
    case insert
    /// An arrow.
    case up
    /// An arrow.
    case down
    /// An arrow.
    case left
    /// An arrow.
    case right
    /// Home.
    case home
    /// End.
    case end
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// A whole paste, whatever its text: pasted text is never taken as keys.
    case paste

    /// Whether a pasted text can contain it.
    public var isWriting: Bool {
        switch self {
        case .character, .enter, .tab, .paste: true
        case .control, .alt, .function, .escape, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right,
            .home, .end, .pageUp, .pageDown:
            false
        }
    }

    /// The name in the footer and in the help.
    public var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let scalar): String(Character(scalar))
        case .control(let scalar): "Ctrl-" + String(Character(scalar)).uppercased()
        case .alt(let scalar): "Alt-" + String(Character(scalar))
        case .function(let number): "F\(number)"
        case .escape: "Esc"
        case .enter: "Enter"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .insert: "Ins"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .paste: "paste"
        }
    }
}
