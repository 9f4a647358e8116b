/// One venue's words for the book of one symbol, as far as recordings of it are played.
///
/// A dialect is a reader, not an adapter: it never connects, subscribes or sends an order. It says what a message does to
/// the book and whether the venue's own rules let that be believed; ``RecordedBookSession`` does the rest.
public protocol BookDialect: Sendable {
    /// The path at which the venue gives the first whole book by REST; nil where it comes on the stream.
    var snapshotPath: String? { get }

    /// A reader for the book of `symbol`, as the venue writes it.
    init(symbol: String)

    /// The symbols whose book a message of the stream, or the body of an answer from `path`, tells something of.
    static func symbols(in message: JSONValue, from path: String?) -> [String]

    /// Reads a message of the stream; what belongs to other symbols or channels leads to nothing.
    mutating func read(_ message: JSONValue) -> [DialectEvent]

    /// Reads the body of the answer from ``snapshotPath``.
    mutating func read(snapshot body: JSONValue) -> [DialectEvent]
}

extension BookDialect {
    public var snapshotPath: String? { nil }

    public mutating func read(snapshot body: JSONValue) -> [DialectEvent] { [] }
}

/// What a message does to a book.
public enum DialectEvent: Sendable, Equatable {
    /// The levels are the whole book.
    case snapshot(DialectLevels)
    /// The levels changed; a quantity of zero removes.
    case change(DialectLevels)
    /// Something was traded.
    case trade(DialectTrade)
    /// The venue's own rules say that the book is not its book any more.
    case lost(DialectFault)
}

/// Levels as the venue wrote them.
public struct DialectLevels: Sendable, Equatable {
    /// Price and quantity, digits as they came.
    public struct Level: Sendable, Equatable {
        /// The price.
        public let price: String
        /// The quantity; `0` removes.
        public let quantity: String

        /// A level as it was written.
        public init(price: String, quantity: String) {
            self.price = price
            self.quantity = quantity
        }
    }

    /// The bids, in the message's order.
    public var bids: [Level] = []
    /// The asks, in the message's order.
    public var asks: [Level] = []
    /// When the venue says that it happened, in nanoseconds since 1970.
    public var time: Int64?
    /// To how many levels a side the book is cut afterwards; nil where the venue removes levels itself.
    public var depth: Int?

    /// No levels.
    public init() {}
}

/// A trade as the venue wrote it.
public struct DialectTrade: Sendable, Equatable {
    /// The price.
    public let price: String
    /// The quantity.
    public let quantity: String
    /// Whether the aggressor bought.
    public let isBuy: Bool
    /// When it happened, in nanoseconds since 1970.
    public let time: Int64?

    /// A trade with all its facts.
    public init(price: String, quantity: String, isBuy: Bool, time: Int64?) {
        self.price = price
        self.quantity = quantity
        self.isBuy = isBuy
        self.time = time
    }
}

/// Why a book is not the venue's any more.
public enum DialectFault: Sendable, Equatable {
    /// Messages are missing between these numbers.
    case gap(expected: Int64, received: Int64)
    /// The venue's checksum is another one.
    case checksum
}
