import TestKit
import Venues

/// A random sequence of frames as a peer may send them, with fragments and control frames between them.
struct Conversation {
    private(set) var bytes: [UInt8] = []
    private(set) var heard: [Heard] = []
    private let sender: WebSocketRole

    /// A conversation that `role` hears, of messages of at most `longest` bytes, and a close frame at the end.
    init(to role: WebSocketRole, messages: Int, longest: Int, using generator: inout SplitMix64) {
        sender = role.peer
        for _ in 0..<messages { say(.random(longest: longest, using: &generator), using: &generator) }
        heard.append(.close(1001, "leaving"))
        append(PlainFrame(opcode: 8, payload: [0x03, 0xE9] + [UInt8]("leaving".utf8)), using: &generator)
    }

    private mutating func say(_ what: Heard, using generator: inout SplitMix64) {
        switch what {
        case .text(let payload): fragment(1, payload, using: &generator)
        case .binary(let payload): fragment(2, payload, using: &generator)
        case .ping(let payload): append(PlainFrame(opcode: 9, payload: payload), using: &generator)
        case .pong(let payload): append(PlainFrame(opcode: 10, payload: payload), using: &generator)
        case .close, .violation: return
        }
        heard.append(what)
    }

    /// Appends the message in one to five frames; a character of a text may be cut anywhere.
    private mutating func fragment(_ opcode: UInt8, _ payload: [UInt8], using generator: inout SplitMix64) {
        let count = Int.random(in: 0...4, using: &generator)
        let cuts = (0..<count).map { _ in Int.random(in: 0...payload.count, using: &generator) }.sorted()
        var start = 0
        for (index, end) in (cuts + [payload.count]).enumerated() {
            let frame = PlainFrame(
                isFinal: index == count,
                opcode: index == 0 ? opcode : 0,
                payload: [UInt8](payload[start..<end])
            )
            append(frame, using: &generator)
            if index < count, Bool.random(using: &generator) {
                say(.randomControl(using: &generator), using: &generator)
            }
            start = end
        }
    }

    private mutating func append(_ frame: PlainFrame, using generator: inout SplitMix64) {
        var frame = frame
        if sender == .client {
            frame.mask = (0..<4).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        bytes += frame.bytes
    }
}

extension Heard {
    /// A message or a control frame.
    static func random(longest: Int, using generator: inout SplitMix64) -> Heard {
        // Lengths around those where the form of the length changes, and any.
        let lengths = [0, 1, 125, 126, 127, Int.random(in: 0...longest, using: &generator)]
        let length = min(longest, lengths.randomElement(using: &generator) ?? 0)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return .binary((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
        case 1: return randomControl(using: &generator)
        default:
            let letters: [Character] = ["a", "0", "é", "€", "😀", "\u{0}", "\u{10FFFF}", "\u{D7FF}"]
            let text = (0..<length).compactMap { _ in letters.randomElement(using: &generator) }
            return .text(String(text))
        }
    }

    /// A ping or a pong.
    static func randomControl(using generator: inout SplitMix64) -> Heard {
        let payload = (0..<Int.random(in: 0...125, using: &generator)).map { _ in
            UInt8.random(in: 0...255, using: &generator)
        }
        return Bool.random(using: &generator) ? .ping(payload) : .pong(payload)
    }
}

extension WebSocketCodec {
    /// Encodes what is to be heard; closing is the test's own.
    mutating func say(_ what: Heard, into bytes: inout [UInt8]) {
        switch what {
        case .text(let payload): encode(text: payload, into: &bytes)
        case .binary(let payload): encode(binary: payload, into: &bytes)
        case .ping(let payload): encodePing(payload, into: &bytes)
        case .pong(let payload): encodePong(payload, into: &bytes)
        case .close, .violation: return
        }
    }
}

extension [UInt8] {
    /// Changes, removes, repeats or adds a byte somewhere.
    mutating func damage(using generator: inout SplitMix64) {
        guard let place = indices.randomElement(using: &generator) else { return }
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: self[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: self[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: remove(at: place)
        case 3: insert(self[place], at: place)
        default: removeSubrange(place..<Swift.min(count, place + 7))
        }
    }
}
