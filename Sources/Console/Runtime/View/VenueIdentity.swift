/// How a venue is called on the screen.
public struct VenueIdentity: Sendable, Equatable {
    /// The name in capitals: `BINANCE`.
    public let name: String
    /// The letter that stands for it in the consumer book.
    public let letter: Unicode.Scalar

    /// A venue called `name`, for which `letter` stands.
    public init(name: String, letter: Unicode.Scalar) {
        self.name = name
        self.letter = letter
    }
}
