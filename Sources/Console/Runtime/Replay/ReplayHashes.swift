/// The hashes of a replay as hexadecimal text; what is hashed stands in `docs/recording.md`.
public struct ReplayHashes: Sendable, Equatable {
    /// Of the books.
    public let books: String
    /// Of the trader's effects.
    public let decisions: String
    /// Of the pictures.
    public let screens: String
    /// Of what the exchanges' own books say of our orders; nil in a replay without an order path.
    public let orders: String?
    /// Of all those, the seed and the number of records.
    public let all: String
}
