import TestKit
import Testing
import Transport

@Suite("Digests")
struct DigestTests {
    @Test(
        "SHA-1 gives the published digests",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            // The example of RFC 6455 section 1.3, before base64.
            (
                "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                "b37a4f2cc0624f1690f64606cf385945b2bec4ea"
            ),
        ]
    )
    func sha1(text: String, digest: String) {
        #expect(hex(OpenSSLDigests().sha1(Array(text.utf8))) == digest)
    }

    @Test(
        "SHA-256 gives the published digests",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func sha256(text: String, digest: String) {
        #expect(hex(SHA256.digest(Array(text.utf8))) == digest)
    }

    @Test("A million times the letter a, in pieces of any size, gives the published digest")
    func millionLetters() {
        let seed = UInt64.random(in: 0 ... .max)
        var numbers = SplitMix64(seed: seed)
        var hash = SHA256()
        var rest = 1_000_000
        while rest > 0 {
            let piece = [UInt8](
                repeating: UInt8(ascii: "a"),
                count: min(rest, Int.random(in: 0...5_000, using: &numbers))
            )
            if rest.isMultiple(of: 2) { hash.update(piece) } else { hash.update(piece.span) }
            rest -= piece.count
        }
        let digest = hex(hash.finish())
        #expect(digest == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", "seed \(seed)")
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
