public import Books

/// Turns the bytes that a terminal sends into keys.
///
/// A machine without a clock: bytes and the time go in, keys come out. It knows the sequences of xterm and of what
/// descends from it (ECMA-48 section 5.4, xterm's control sequences, "PC-style function keys"), and those of the
/// Linux console. What it does not know it swallows whole, so that no tail of a sequence is taken for a key.
public struct KeyDecoder: Sendable {
    private var state = State.ground
    /// When the last byte came.
    private var since = MonotonicTime(nanoseconds: 0)

    /// How long an escape character waits for the rest of a sequence before it is the Escape key.
    public static let escapeDelay = TimeSpan.milliseconds(25)

    /// How long a paste or a terminal's answer may pause before it is taken as broken off.
    ///
    /// Without it a lost end mark would swallow every later key, the one that stops everything among them.
    public static let pasteDelay = TimeSpan.seconds(1)

    private enum State {
        /// Nothing is pending.
        case ground
        /// A character of several bytes: its bits so far, the bytes to come and the least value of its length.
        case utf8(bits: UInt32, missing: Int, least: UInt32)
        /// An escape character.
        case escape
        /// ESC O: one character follows.
        case singleShift
        /// ESC [: parameters so far.
        case control(Parameters)
        /// ESC [ [: the Linux console's function keys, one letter follows.
        case linuxFunction
        /// ESC ] and its kin: a text that ends with BEL or ESC \.
        case text(escaped: Bool)
        /// Inside a bracketed paste; so many bytes of its end mark have come.
        case paste(matched: Int)
    }

    /// The first number of a control sequence; the others are modifiers.
    private struct Parameters {
        var first = 0
        var isFirst = true
        var isPrivate = false
    }

    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    /// A decoder with nothing pending.
    public init() {}

    /// When a pending sequence is given up, if one is pending.
    public var deadline: MonotonicTime? {
        switch state {
        case .ground, .utf8: nil
        case .escape, .singleShift, .control, .linuxFunction: since + Self.escapeDelay
        case .text, .paste: since + Self.pasteDelay
        }
    }

    /// Takes one byte and adds the keys that it completes.
    public mutating func handle(_ byte: UInt8, at now: MonotonicTime, into keys: inout [KeyStroke]) {
        since = now
        switch state {
        case .ground: ground(byte, into: &keys)
        case .utf8(let bits, let missing, let least):
            continued(byte, bits: bits, missing: missing, least: least, into: &keys)
        case .escape: escaped(byte, into: &keys)
        case .singleShift:
            state = .ground
            if let key = Self.letterKey(byte) {
                keys.append(key)
            }
        case .control(let parameters): control(byte, parameters, into: &keys)
        case .linuxFunction:
            state = .ground
            if (0x41...0x45).contains(byte) {
                keys.append(.function(Int(byte) - 0x40))
            }
        case .text(let escaped): text(byte, escaped: escaped)
        case .paste(let matched): paste(byte, matched: matched, into: &keys)
        }
    }

    /// Takes the time: an escape character that waited long enough is the Escape key.
    public mutating func handleDeadline(at now: MonotonicTime, into keys: inout [KeyStroke]) {
        guard let deadline, deadline <= now else { return }
        switch state {
        case .escape: keys.append(.escape)
        case .paste: keys.append(.paste)
        case .ground, .utf8, .singleShift, .control, .linuxFunction, .text: break
        }
        state = .ground
    }

    private mutating func ground(_ byte: UInt8, into keys: inout [KeyStroke]) {
        switch byte {
        case 0x1B: state = .escape
        case 0x0D, 0x0A: keys.append(.enter)
        case 0x09: keys.append(.tab)
        case 0x7F, 0x08: keys.append(.backspace)
        case 0x01...0x1A: keys.append(.control(Unicode.Scalar(byte + 0x60)))
        case 0x00, 0x1C...0x1F: break
        case 0x20...0x7E: keys.append(.character(Unicode.Scalar(byte)))
        case 0xC2...0xDF: state = .utf8(bits: UInt32(byte & 0x1F), missing: 1, least: 0x80)
        case 0xE0...0xEF: state = .utf8(bits: UInt32(byte & 0x0F), missing: 2, least: 0x800)
        case 0xF0...0xF4: state = .utf8(bits: UInt32(byte & 0x07), missing: 3, least: 0x1_0000)
        default: break
        }
    }

    private mutating func continued(
        _ byte: UInt8,
        bits: UInt32,
        missing: Int,
        least: UInt32,
        into keys: inout [KeyStroke]
    ) {
        guard byte & 0xC0 == 0x80 else {
            // A broken character is dropped, and the byte that broke it begins anew.
            state = .ground
            ground(byte, into: &keys)
            return
        }
        let bits = bits << 6 | UInt32(byte & 0x3F)
        guard missing == 1 else {
            state = .utf8(bits: bits, missing: missing - 1, least: least)
            return
        }
        state = .ground
        if bits >= least, bits >= 0xA0, let scalar = Unicode.Scalar(bits) {
            keys.append(.character(scalar))
        }
    }

    private mutating func escaped(_ byte: UInt8, into keys: inout [KeyStroke]) {
        switch byte {
        case 0x1B:
            keys.append(.escape)
            state = .escape
        case 0x5B: state = .control(Parameters())
        case 0x4F: state = .singleShift
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .text(escaped: false)
        case 0x20...0x7E:
            state = .ground
            keys.append(.alt(Unicode.Scalar(byte)))
        default:
            state = .ground
            keys.append(.escape)
            ground(byte, into: &keys)
        }
    }

    private mutating func control(_ byte: UInt8, _ parameters: Parameters, into keys: inout [KeyStroke]) {
        var parameters = parameters
        switch byte {
        case 0x30...0x39:
            if parameters.isFirst {
                parameters.first = min(parameters.first * 10 + Int(byte - 0x30), 9999)
            }
            state = .control(parameters)
        case 0x3A, 0x3B:
            parameters.isFirst = false
            state = .control(parameters)
        case 0x20...0x2F, 0x3C...0x3F:
            parameters.isPrivate = true
            state = .control(parameters)
        case 0x5B where parameters.isFirst && parameters.first == 0:
            state = .linuxFunction
        case 0x40...0x7E:
            state = .ground
            finish(byte, parameters, into: &keys)
        default:
            state = .ground
        }
    }

    private mutating func finish(_ final: UInt8, _ parameters: Parameters, into keys: inout [KeyStroke]) {
        guard !parameters.isPrivate else { return }
        if final == 0x7E {
            if parameters.first == 200 {
                state = .paste(matched: 0)
            } else if let key = Self.numberedKey(parameters.first) {
                keys.append(key)
            }
        } else if let key = Self.letterKey(final) {
            keys.append(key)
        }
    }

    private mutating func text(_ byte: UInt8, escaped: Bool) {
        switch byte {
        case 0x07, 0x18, 0x1A: state = .ground
        case 0x5C where escaped: state = .ground
        default: state = .text(escaped: byte == 0x1B)
        }
    }

    private mutating func paste(_ byte: UInt8, matched: Int, into keys: inout [KeyStroke]) {
        guard byte == Self.pasteEnd[matched] else {
            state = .paste(matched: byte == 0x1B ? 1 : 0)
            return
        }
        if matched + 1 == Self.pasteEnd.count {
            state = .ground
            keys.append(.paste)
        } else {
            state = .paste(matched: matched + 1)
        }
    }

    private static func letterKey(_ final: UInt8) -> KeyStroke? {
        switch final {
        case 0x41: .up
        case 0x42: .down
        case 0x43: .right
        case 0x44: .left
        case 0x46: .end
        case 0x48: .home
        case 0x4D: .enter
        case 0x50...0x53: .function(Int(final) - 0x4F)
        case 0x5A: .backTab
        default: nil
        }
    }

    private static func numberedKey(_ number: Int) -> KeyStroke? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23, 24: .function(number - 12)
        default: nil
        }
    }
}
