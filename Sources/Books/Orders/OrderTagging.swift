/// Signs our order names, so that an order found at a venue is known as ours even without a journal.
///
/// The product computes the first 32 bits of HMAC-SHA256 with a key of the installation; no key comes in here.
public protocol OrderTagging: Sendable {
    /// The tag of the first 24 digits of a name, as ASCII.
    func tag(_ digits: [UInt8]) -> UInt32
}
