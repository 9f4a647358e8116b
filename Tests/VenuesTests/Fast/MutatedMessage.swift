import TestKit

/// Messages with something wrong with them.
enum MutatedMessage {
    /// Bytes that mean something where they do not belong.
    private static let telling = Array(#"{}[]",:.-+eE0123456789 \"#.utf8) + [0, 9, 10, 31, 127, 128, 255]

    /// A copy of `message` with one to three random changes.
    static func make(from message: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
        var bytes = message
        for _ in 0..<generator.pick(1...3) where !bytes.isEmpty { change(&bytes, &generator) }
        return bytes
    }

    private static func change(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        let index = generator.pick(0...bytes.count - 1)
        switch generator.pick(0...8) {
        case 0: bytes[index] = generator.pick(telling)
        case 1: bytes[index] ^= 1 << generator.pick(0...7)
        case 2: bytes.remove(at: index)
        case 3: bytes.insert(generator.pick(telling), at: index)
        case 4: bytes.removeLast(generator.pick(1...min(80, bytes.count)))
        case 5: growDigits(&bytes, from: index, &generator)
        case 6: bytes.insert(contentsOf: generator.pick([" ", "\n\t ", "\r"]).utf8, at: blank(bytes, from: index))
        case 7: swapParts(&bytes, &generator)
        default:
            let end = min(bytes.count, index + generator.pick(1...12))
            bytes.insert(contentsOf: bytes[index..<end], at: generator.pick(0...bytes.count))
        }
    }

    /// Puts up to 20 digits behind the first digit from `index` on.
    private static func growDigits(_ bytes: inout [UInt8], from index: Int, _ generator: inout SplitMix64) {
        guard let digit = bytes[index...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
        let digits = (0..<generator.pick(1...20)).map { _ in UInt8(0x30) + generator.pick(0...9) }
        bytes.insert(contentsOf: generator.oneIn(3) ? digits.map { _ in 0x30 } : digits, at: digit + 1)
    }

    /// The next place where JSON allows a blank, most likely.
    private static func blank(_ bytes: [UInt8], from index: Int) -> Int {
        bytes[index...].firstIndex { Array("{}[],:".utf8).contains($0) } ?? bytes.count
    }

    /// Cuts the message at its commas and exchanges two of the parts: members and levels in another order.
    private static func swapParts(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        var parts = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let last = parts.count - 1
        parts.swapAt(generator.pick(0...min(last, 8)), generator.pick(0...last))
        bytes = Array(parts.joined(separator: [UInt8(ascii: ",")]))
    }
}
