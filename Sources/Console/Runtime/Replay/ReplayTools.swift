public import Logging
public import Recording

/// What a replay needs from outside, given to it by the composition root.
public struct ReplayTools: Sendable {
    /// Makes a SHA-256 over bytes that come piece by piece.
    public let makeDigest: @Sendable () -> any RollingDigest
    /// SHA-256 of bytes.
    public let sha256: @Sendable ([UInt8]) -> [UInt8]
    /// Where the replay writes what happened.
    public let logger: Logger

    /// Tools with all their parts.
    public init(
        makeDigest: @escaping @Sendable () -> any RollingDigest,
        sha256: @escaping @Sendable ([UInt8]) -> [UInt8],
        logger: Logger
    ) {
        self.makeDigest = makeDigest
        self.sha256 = sha256
        self.logger = logger
    }
}
