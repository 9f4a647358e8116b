public import Books

/// A recording that an exchange plays: the messages of one market in the order in which they were received.
///
/// The payloads are those of a Binance combined stream (`{"stream":…,"data":…}`) and, once, the body of a REST depth
/// answer. Where they are kept, and how they are packed, is the adopter's business.
public protocol RecordedMarket {
    /// Replaces `payload` with the next message and gives the time at which it was received; `nil` at the end.
    mutating func next(into payload: inout [UInt8]) throws(MarketError) -> WallTime?

    /// Goes back to the first message.
    mutating func rewind() throws(MarketError)
}
