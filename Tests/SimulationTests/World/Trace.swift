import Books
import Foundation

/// What happened in a run: a hash over all of it, and the last events in words.
struct Trace {
    /// A hash over everything that happened, in its order (FNV-1a, 64 bits).
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    /// How many things happened.
    private(set) var count = 0

    private var words: [String] = []
    private var next = 0
    private static let limit = Int(ProcessInfo.processInfo.environment["TRACE"] ?? "") ?? 200

    /// Takes something in that happened.
    mutating func note(_ time: MonotonicTime, _ kind: String, _ bytes: [UInt8] = []) {
        count += 1
        mix(UInt64(bitPattern: time.nanoseconds))
        for byte in kind.utf8 { mix(UInt64(byte)) }
        for byte in bytes { mix(UInt64(byte)) }
    }

    /// Takes something in that a person may want to read.
    mutating func tell(_ time: MonotonicTime, _ text: @autoclosure () -> String) {
        let text = text()
        note(time, text)
        let line = "\((time.nanoseconds - World.begin.nanoseconds) / 1_000) us  \(text)"
        if words.count < Self.limit { words.append(line) } else { words[next] = line }
        next = (next + 1) % Self.limit
    }

    /// The last events, the oldest first.
    var lines: [String] {
        words.count < Self.limit ? words : Array(words[next...] + words[..<next])
    }

    private mutating func mix(_ value: UInt64) {
        hash = (hash ^ value) &* 0x0000_0100_0000_01B3
    }
}
