import TestKit
import Testing
import Venues

/// The checksum of Kraken's books.
@Suite("CRC-32")
struct CRC32Tests {
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var checksum = CRC32()
        checksum.update(bytes.span)
        return checksum.value
    }

    @Test(
        "Known texts have the known checksums",
        arguments: [
            ("", 0), ("123456789", 0xCBF4_3926), ("a", 0xE8B7_BE43),
            ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
        ] as [(String, UInt32)]
    )
    func vectors(text: String, value: UInt32) {
        #expect(Self.checksum([UInt8](text.utf8)) == value)
    }

    @Test("It is the remainder of a division bit by bit, in one piece or in many")
    func twin() {
        forEachSeed(1...100) { seed, generator in
            let bytes = (0..<generator.pick(0...200)).map { _ in generator.pick(UInt8.min...UInt8.max) }
            var remainder = ~UInt32(0)
            for byte in bytes {
                for bit in 0..<8 {
                    let carry = (remainder & 1) ^ UInt32(byte >> bit & 1)
                    remainder = remainder >> 1 ^ (carry == 1 ? 0xEDB8_8320 : 0)
                }
            }
            #expect(Self.checksum(bytes) == ~remainder, "seed \(seed)")
            var pieces = CRC32()
            let cut = generator.pick(0...bytes.count)
            pieces.update(Array(bytes[..<cut]).span)
            pieces.update(Array(bytes[cut...]).span)
            #expect(pieces.value == ~remainder, "seed \(seed)")
        }
    }
}
