import COpenSSL
public import Venues

/// The digests that protocols ask for, by OpenSSL.
public struct OpenSSLDigests: Digests {
    /// The digests; nothing is kept between calls.
    public init() {}

    public func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        let result = unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha1(), nil)
        precondition(result == 1, "OpenSSL has no SHA-1: repair the package libssl3")
        return digest
    }
}
