import COpenSSL

/// HMAC (RFC 2104) by OpenSSL, for requests that a venue wants signed.
public enum KeyedHash: Sendable {
    /// HMAC-SHA256.
    case sha256
    /// HMAC-SHA512.
    case sha512

    /// The HMAC of `bytes` under `key`.
    public func sign(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var mac = [UInt8](repeating: 0, count: 64)
        var count: UInt32 = 0
        let digest = unsafe self == .sha256 ? EVP_sha256() : EVP_sha512()
        let result = unsafe HMAC(digest, key, Int32(key.count), bytes, bytes.count, &mac, &count)
        precondition(unsafe result != nil, "OpenSSL has no HMAC: repair the package libssl3")
        return Array(mac[..<Int(count)])
    }
}
