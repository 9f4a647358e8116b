import Books

/// Recognises the depth message in the form in which Binance sends it on a combined stream, member by member.
///
/// `{"stream":"ethusdt@depth@100ms","data":{"e":"depthUpdate","E":…,"s":"ETHUSDT","U":…,"u":…,"b":[…],"a":[…]}}`, on
/// futures with `"T":…` behind `E` and `"pu":…` behind `u`. JSON leaves the order of members open; a message in any
/// other order or form is nil here and goes to the general reader.
struct BinanceDepthShape: Sendable {
    private let stream: [UInt8]
    private let symbol: [UInt8]
    private static let data = Array(#"","data":{"e":"depthUpdate","E":"#.utf8)
    private static let transactionTime = Array(#","T":"#.utf8)
    private static let last = Array(#","u":"#.utf8)
    private static let previous = Array(#","pu":"#.utf8)
    // With the bracket that begins an array, which is read again: a number there is another message's best price.
    private static let bids = Array(#","b":["#.utf8)
    private static let asks = Array(#","a":["#.utf8)
    private static let end = Array("}}".utf8)

    /// The shape of the depth messages of one symbol.
    init(symbol: String) {
        stream = Array(#"{"stream":"\#(symbol.lowercased())@depth"#.utf8)
        self.symbol = Array(#","s":"\#(symbol)","U":"#.utf8)
    }

    /// What the message says, if it has this shape; levels that were read are the caller's to take back otherwise.
    @inline(__always)
    func read(
        _ bytes: Span<UInt8>,
        _ reader: BinanceLevels,
        _ levels: inout [PriceLevel]
    ) throws(WireError) -> BinanceMessage? {
        var at = 0
        guard skip(stream, bytes, &at) else { return nil }
        // The stream's speed: `@100ms`, `@0ms`, nothing. No other bytes: an escaped quote would not end the string.
        while at < bytes.count, Self.isSpeed(bytes[at]) { at += 1 }
        guard skip(Self.data, bytes, &at), let eventTime = number(bytes, &at) else { return nil }
        if skip(Self.transactionTime, bytes, &at), number(bytes, &at) == nil { return nil }
        guard skip(symbol, bytes, &at), let first = number(bytes, &at),
            skip(Self.last, bytes, &at), let last = number(bytes, &at), first <= last
        else { return nil }
        var previous: UInt64?
        if skip(Self.previous, bytes, &at) {
            previous = number(bytes, &at)
            guard previous != nil else { return nil }
        }
        guard skip(Self.bids, bytes, &at) else { return nil }
        at -= 1
        let bids = try reader.read(bytes, &at, into: &levels)
        guard skip(Self.asks, bytes, &at) else { return nil }
        at -= 1
        let asks = try reader.read(bytes, &at, into: &levels)
        guard skip(Self.end, bytes, &at), at == bytes.count else { return nil }
        // The general reader decides about a time that is no time of an event.
        guard eventTime <= BinanceDecoder.lastMillisecond else { return nil }
        return .depth(
            BinanceDepthSync.Event(first: first, last: last, previous: previous),
            eventTime: WallTime(nanoseconds: Int64(eventTime) * 1_000_000),
            bids: bids,
            asks: asks
        )
    }

    @inline(__always)
    private static func isSpeed(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "m")
            || byte == UInt8(ascii: "s")
    }

    /// Moves over exactly these bytes.
    @inline(__always)
    private func skip(_ text: [UInt8], _ bytes: Span<UInt8>, _ at: inout Int) -> Bool {
        let count = text.count
        guard bytes.count - at >= count else { return false }
        let isEqual = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe text.withUnsafeBufferPointer { wanted in
                var index = 0
                while index &+ 8 <= count {
                    guard unsafe Self.load(buffer, at &+ index) == Self.load(wanted, index) else { return false }
                    index &+= 8
                }
                while index < count {
                    guard unsafe buffer[at &+ index] == wanted[index] else { return false }
                    index &+= 1
                }
                return true
            }
        }
        if isEqual { at += count }
        return isEqual
    }

    @inline(__always)
    private static func load(_ buffer: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt64 {
        unsafe UnsafeRawBufferPointer(buffer).loadUnaligned(fromByteOffset: index, as: UInt64.self)
    }

    /// A whole number of at most 18 digits, which cannot overflow.
    @inline(__always)
    private func number(_ bytes: Span<UInt8>, _ at: inout Int) -> UInt64? {
        let start = at
        var value: UInt64 = 0
        while at < bytes.count {
            let digit = bytes[at] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            value = value &* 10 &+ UInt64(digit)
            at &+= 1
        }
        let count = at - start
        return count > 0 && count <= 18 ? value : nil
    }
}
