/// What an order's evidence asks for besides its phase.
public struct OrderFlags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    /// The flags with these bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The venue reports more than the fills that came: the missing ones must be fetched, none is invented.
    public static let fetchTrades = OrderFlags(rawValue: 1 << 0)
    /// What the venue says does not fit together: ask it where the order stands.
    public static let query = OrderFlags(rawValue: 1 << 1)
    /// The venue had the order and does not know it any more.
    public static let vanished = OrderFlags(rawValue: 1 << 2)
    /// It was refused, or never left, and yet the venue speaks of it: a person has to see that.
    public static let contradiction = OrderFlags(rawValue: 1 << 3)
    /// More has traded than was ordered: nothing more goes to that venue.
    public static let haltVenue = OrderFlags(rawValue: 1 << 4)
    /// The venue told one fill in two ways, or gave the order two names; the first stays.
    public static let conflict = OrderFlags(rawValue: 1 << 5)
}
