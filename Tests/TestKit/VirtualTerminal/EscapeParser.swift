/// Splits what a program writes to a terminal into characters and control sequences (ECMA-48 section 5).
struct EscapeParser: Sendable {
    /// A control sequence: ESC [, marks, numbers, a final character.
    struct Sequence: Sendable {
        /// `?`, `>`, `!` and their kin.
        var marks = ""
        /// The numbers, -1 for one that was left out.
        var numbers: [Int] = []
        /// The last character.
        var final: Character = "?"
    }

    /// What a byte completed.
    enum Event {
        /// A character to show.
        case character(Unicode.Scalar)
        /// A control character.
        case control(UInt8)
        /// An escape sequence other than a control sequence, without the escape character.
        case escape(String)
        /// A control sequence.
        case sequence(Sequence)
    }

    private enum State {
        case ground
        case utf8(bits: UInt32, missing: Int)
        case escape(String)
        case sequence(Sequence, number: Int)
        case text(escaped: Bool)
    }

    private var state = State.ground

    /// Takes one byte.
    mutating func handle(_ byte: UInt8) -> Event? {
        switch (state, byte) {
        case (.text(let escaped), _):
            state = byte == 0x07 || (escaped && byte == 0x5C) ? .ground : .text(escaped: byte == 0x1B)
            return nil
        case (_, 0x1B):
            state = .escape("")
            return nil
        case (.ground, _): return ground(byte)
        case (.utf8(let bits, let missing), _): return utf8(byte, bits, missing)
        case (.escape(let text), _): return escape(byte, text)
        case (.sequence(let sequence, let number), _): return self.sequence(byte, sequence, number)
        }
    }

    private mutating func ground(_ byte: UInt8) -> Event? {
        switch byte {
        case 0x00, 0x7F: return nil
        case ..<0x20: return .control(byte)
        case ..<0x80: return .character(Unicode.Scalar(byte))
        case 0xC0...0xDF: state = .utf8(bits: UInt32(byte & 0x1F), missing: 1)
        case 0xE0...0xEF: state = .utf8(bits: UInt32(byte & 0x0F), missing: 2)
        case 0xF0...0xF7: state = .utf8(bits: UInt32(byte & 0x07), missing: 3)
        default: return .character("\u{FFFD}")
        }
        return nil
    }

    private mutating func utf8(_ byte: UInt8, _ bits: UInt32, _ missing: Int) -> Event? {
        guard byte & 0xC0 == 0x80 else {
            state = .ground
            return .character("\u{FFFD}")
        }
        let bits = bits << 6 | UInt32(byte & 0x3F)
        guard missing == 1 else {
            state = .utf8(bits: bits, missing: missing - 1)
            return nil
        }
        state = .ground
        return .character(Unicode.Scalar(bits) ?? "\u{FFFD}")
    }

    private mutating func escape(_ byte: UInt8, _ text: String) -> Event? {
        let character = Character(Unicode.Scalar(byte))
        switch (text, byte) {
        case ("", 0x5B):
            state = .sequence(Sequence(), number: -1)
            return nil
        case ("", 0x5D), ("", 0x50), ("", 0x5F), ("", 0x5E):
            state = .text(escaped: false)
            return nil
        case (_, 0x20...0x2F):
            state = .escape(text + String(character))
            return nil
        default:
            state = .ground
            return .escape(text + String(character))
        }
    }

    private mutating func sequence(_ byte: UInt8, _ before: Sequence, _ number: Int) -> Event? {
        var sequence = before
        switch byte {
        case 0x30...0x39:
            state = .sequence(sequence, number: max(number, 0) * 10 + Int(byte) - 0x30)
        case 0x3A, 0x3B:
            sequence.numbers.append(number)
            state = .sequence(sequence, number: -1)
        case 0x20...0x3F:
            sequence.marks.append(Character(Unicode.Scalar(byte)))
            state = .sequence(sequence, number: number)
        case 0x40...0x7E:
            if number >= 0 || !sequence.numbers.isEmpty { sequence.numbers.append(number) }
            sequence.final = Character(Unicode.Scalar(byte))
            state = .ground
            return .sequence(sequence)
        default:
            state = .ground
            return .control(byte)
        }
        return nil
    }
}
