import TestKit
import Testing
import Venues

/// The test kit's hash, before other tests rely on it.
@Suite("SHA-1 of the test kit")
struct PlainDigestsTests {
    @Test(
        "The examples of FIPS 180 hold",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
            ),
            (String(repeating: "a", count: 1000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
        ]
    )
    func examples(text: String, hash: String) {
        let bytes = PlainDigests().sha1([UInt8](text.utf8))
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(digits == hash)
    }
}
