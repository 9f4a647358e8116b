/// What a person can choose about a verification.
public struct VerificationOptions: Sendable {
    /// After which numbers of applied updates the book's state is written down; nil for every tenth of the file.
    public let checkpoints: [Int]?
    /// For which sizes of the base asset average prices are given, as decimal texts; nil for three or four decades
    /// around an order of about 1,000 of the quote asset.
    public let sizes: [String]?

    /// Options as a person gave them.
    public init(checkpoints: [Int]? = nil, sizes: [String]? = nil) {
        self.checkpoints = checkpoints
        self.sizes = sizes
    }
}
