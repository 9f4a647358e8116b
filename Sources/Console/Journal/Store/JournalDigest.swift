/// Computes the SHA-256 of some bytes, by a library outside this target.
public typealias JournalDigest = @Sendable (_ bytes: [UInt8]) -> [UInt8]

/// Bytes as hexadecimal digits, in small letters.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
        if byte < 16 { text += "0" }
        text += String(byte, radix: 16)
    }
    return text
}
