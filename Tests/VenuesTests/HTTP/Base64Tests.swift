import TestKit
import Testing
import Venues

/// The examples of RFC 4648 section 10, and what a strict reader refuses.
@Suite("Base64")
struct Base64Tests {
    @Test(
        "The RFC's examples hold in both directions",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("ûÿþ", "w7vDv8O+"), ("???", "Pz8/"),
        ]
    )
    func examples(text: String, encoded: String) {
        #expect(Base64.encode([UInt8](text.utf8)) == encoded)
        #expect(Base64.decode(encoded) == [UInt8](text.utf8))
    }

    @Test("Whatever is encoded is decoded again")
    func roundTrips() {
        var generator = SplitMix64(seed: 21)
        for length in 0...200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes, "length \(length)")
        }
    }

    @Test(
        "What the encoder would not write is refused",
        arguments: [
            "Z", "Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zg==Zg==", "Zm=v", "=m9v", "Zh==", "Zm9=", " Zg==",
            "Zg==\n",
            "Zm9v\r\n", "Zm-_", "Zm9é", "Zm9v=",
        ]
    )
    func refused(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
