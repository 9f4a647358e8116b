/// An IPv4 or IPv6 address as a number.
public struct IPAddress: Sendable, Hashable {
    /// The address, an IPv4 one in the last 32 bits.
    let bits: UInt128
    /// 32 or 128.
    let width: Int

    /// The address that `text` writes; nil for anything else.
    public init?(_ text: String) {
        if let bits = Self.fourParts(text) {
            self.bits = UInt128(bits)
            width = 32
        } else if let bits = Self.eightGroups(text) {
            self.bits = bits
            width = 128
        } else {
            return nil
        }
    }

    /// The name under which DNS has the address's name (RFC 1035 section 3.5, RFC 3596 section 2.5).
    public var reverseName: String {
        let labels = width == 32 ? 4 : 32
        let size = width / labels
        let mask = (UInt128(1) << UInt128(size)) - 1
        let parts = (0..<labels).map { String((bits >> UInt128($0 * size)) & mask, radix: width == 32 ? 10 : 16) }
        return parts.joined(separator: ".") + (width == 32 ? ".in-addr.arpa" : ".ip6.arpa")
    }

    private static func fourParts(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let number = UInt8(part), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            bits = bits << 8 | UInt32(number)
        }
        return bits
    }

    /// The text forms of RFC 4291 section 2.2 without an IPv4 tail.
    private static func eightGroups(_ text: String) -> UInt128? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard text.contains(":"), halves.count <= 2 else { return nil }
        let groups = halves.map { $0.split(separator: ":", omittingEmptySubsequences: false) }
        let parts = groups.map { $0 == [""] ? [] : $0 }
        let written = parts.reduce(0) { $0 + $1.count }
        guard halves.count == 2 ? written < 8 : written == 8 else { return nil }
        let zeros = [Substring](repeating: "0", count: 8 - written)
        let all = parts[0] + zeros + (parts.count == 2 ? parts[1] : [])
        var bits: UInt128 = 0
        for part in all {
            guard (1...4).contains(part.utf8.count), let number = UInt16(part, radix: 16) else { return nil }
            bits = bits << 16 | UInt128(number)
        }
        return bits
    }
}
