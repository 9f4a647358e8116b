/// Bytes as hexadecimal digits.
public enum Hexadecimal {
    /// Two digits a byte, in small letters unless capitals are wanted.
    public static func text(_ bytes: [UInt8], uppercase: Bool = false) -> String {
        let letters = [UInt8]((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(letters[Int(byte >> 4)])
            text.append(letters[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
