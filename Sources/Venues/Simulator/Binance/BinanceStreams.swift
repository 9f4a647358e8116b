/// A set of the streams that exist.
struct BinanceStreams: OptionSet, Sendable {
    let rawValue: UInt16

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The set of one stream.
    init(_ stream: BinanceStream) {
        rawValue = 1 << stream.rawValue
    }

    /// Those that send every second.
    static let slow: BinanceStreams = [
        BinanceStreams(.depthSlow), BinanceStreams(.top5Slow), BinanceStreams(.top10Slow), BinanceStreams(.top20Slow),
    ]
}
