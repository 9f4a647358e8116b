/// A line that a person types.
struct LineEditor: Sendable, Equatable {
    /// The characters so far.
    private(set) var text: [Unicode.Scalar] = []
    /// Where the next character goes.
    private(set) var cursor = 0

    /// The longest line; what is typed beyond it is dropped.
    static let limit = 200

    /// The line as a string.
    var string: String { String(String.UnicodeScalarView(text)) }

    /// Replaces the whole line and goes to its end.
    mutating func replace(with string: String) {
        text = Array(string.unicodeScalars.prefix(Self.limit))
        cursor = text.count
    }

    /// Takes a key and says whether it meant something here.
    mutating func handle(_ key: KeyStroke) -> Bool {
        switch key {
        case .character(let scalar): insert(scalar)
        case .backspace, .control("h"): deleteBackwards()
        case .delete: deleteForwards()
        case .left, .control("b"): cursor = max(cursor - 1, 0)
        case .right, .control("f"): cursor = min(cursor + 1, text.count)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .control("u"):
            text.removeFirst(cursor)
            cursor = 0
        case .control("k"): text.removeLast(text.count - cursor)
        case .control("w"): deleteWord()
        default: return false
        }
        return true
    }

    private mutating func insert(_ scalar: Unicode.Scalar) {
        guard text.count < Self.limit else { return }
        text.insert(scalar, at: cursor)
        cursor += 1
    }

    private mutating func deleteBackwards() {
        guard cursor > 0 else { return }
        cursor -= 1
        text.remove(at: cursor)
    }

    private mutating func deleteForwards() {
        guard cursor < text.count else { return }
        text.remove(at: cursor)
    }

    private mutating func deleteWord() {
        while cursor > 0, text[cursor - 1] == " " { deleteBackwards() }
        while cursor > 0, text[cursor - 1] != " " { deleteBackwards() }
    }
}
