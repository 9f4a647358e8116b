public import Books

/// One public message of Kraken's WebSocket v2, decoded; book levels stand in the buffer that the decoder was given.
public enum KrakenMessage: Sendable, Equatable {
    /// `book`: a whole book or changes.
    case book(KrakenBookMessage)
    /// `trade`: the trades stand in the buffer that the decoder was given.
    case trades
    /// `instrument`: the rules of all pairs, snapshot or update; too rare and loose to be decoded without a tree.
    case instrument
    /// `status`: the state of the venue as a whole.
    case status(system: String)
    /// `heartbeat` and acknowledgements without consequence.
    case alive
    /// The answer to a `ping` request, with the venue's times of the request and of the answer.
    case pong(request: Int64?, received: WallTime?, answered: WallTime?)
    /// The acknowledgement of a `book` subscription, with the depth that the venue keeps.
    case subscribed(depth: Int?)
    /// The acknowledgement that a `book` subscription has ended.
    case unsubscribed
    /// A request was refused, in the venue's words.
    case failure(String)
    /// Another channel or another symbol.
    case other
}

/// A message of the `book` channel.
public struct KrakenBookMessage: Sendable, Equatable {
    /// Whether it is the whole book.
    public let isSnapshot: Bool
    /// Its bids in the level buffer.
    public let bids: Range<Int>
    /// Its asks in the level buffer.
    public let asks: Range<Int>
    /// The venue's checksum of its book after this message.
    public let checksum: UInt32
    /// When the matching engine made it.
    public let time: WallTime?
}
