/// A hash over bytes that come piece by piece, computed by a library outside this target; one thread uses it.
public protocol RollingDigest: AnyObject {
    /// Takes the next bytes.
    func update(_ bytes: Span<UInt8>)

    /// The digest of all bytes taken, as hexadecimal text.
    ///
    /// Called once, as the last call.
    func finish() -> String
}
