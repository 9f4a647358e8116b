/// A block of addresses, as `104.16.0.0/13`.
public struct AddressPrefix: Sendable, Hashable {
    private let address: IPAddress
    private let length: Int

    /// The block that `text` writes; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), let length = Int(parts[1]),
            (0...address.width).contains(length)
        else { return nil }
        self.address = address
        self.length = length
    }

    /// How many bits are fixed: of two blocks that hold an address the longer one is the nearer.
    var specificity: Int { length }

    /// Whether `other` lies in it.
    public func contains(_ other: IPAddress) -> Bool {
        guard other.width == address.width else { return false }
        let free = UInt128(address.width - length)
        return free == 128 || other.bits >> free == address.bits >> free
    }
}
