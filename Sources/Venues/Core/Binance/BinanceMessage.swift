public import Books

/// One market message of Binance, decoded; depth levels stand in the buffer that the decoder was given.
public enum BinanceMessage: Sendable, Equatable {
    /// `depthUpdate`: changed levels.
    case depth(BinanceDepthSync.Event, eventTime: WallTime?, bids: Range<Int>, asks: Range<Int>)
    /// A REST depth answer: the whole book down to the limit asked for.
    case snapshot(last: UInt64, bids: Range<Int>, asks: Range<Int>)
    /// `bookTicker`: best bid and ask after one change.
    case top(StatedTop)
    /// `trade`.
    case trade(Trade)
    /// `serverShutdown`: this connection is about to be closed.
    case shutdown
    /// An error answer: to a request on the stream, or of REST.
    case failure(code: Int64, text: String)
    /// Something that the console has no use for: an acknowledgement, another stream, another symbol.
    case other
}
