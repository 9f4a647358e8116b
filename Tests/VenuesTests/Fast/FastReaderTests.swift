import Books
import TestKit
import Testing

@testable import Venues

/// The fast reader of depth messages may be faster than the general one, but never different.
@Suite("The fast reader of Binance's depth messages")
struct FastReaderTests {
    private static func recorded() throws -> [[UInt8]] {
        try Fixture.lines("binance_spot_depth.txt", in: .module) + Fixture.lines("binance_usdm_depth.txt", in: .module)
    }

    /// Units as venues have them, coarser and finer ones, and those beyond the fast reader.
    private static let units = [(2, 4), (2, 3), (8, 8), (0, 0), (1, 8), (8, 1), (5, 3), (3, 9), (12, 2), (18, 18)]

    @Test("Every recorded message means the same by both ways, in all units up to eight decimals")
    func recordings() throws {
        let messages = try Self.recorded()
        for (price, quantity) in Self.units {
            let paths = BothPaths(price: price, quantity: quantity)
            for message in messages { #expect(paths.difference(message) == nil) }
        }
        let paths = (0...8).map { BothPaths(price: $0, quantity: 8 - $0) }
        for message in messages where message.count < 600 {
            for path in paths { #expect(path.difference(message) == nil) }
        }
    }

    @Test("Recorded messages are read by the fast way at all")
    func isUsed() throws {
        let messages = try Self.recorded()
        let feed = BinanceBench.feed
        let reader = BinanceLevels(feed.instrument)
        let shape = BinanceDepthShape(symbol: feed.symbol)
        for message in messages where !message.starts(with: Array(#"{"lastUpdateId"#.utf8)) {
            var levels: [PriceLevel] = []
            #expect(try shape.read(message.span, reader, &levels) != nil)
        }
    }

    @Test("A hundred thousand mutated messages mean the same, or are wrong in the same way", arguments: 0..<4)
    func mutated(part: UInt64) throws {
        let messages = try Self.recorded().filter { $0.count < 420 }
        let paths = Self.units.map { BothPaths(price: $0.0, quantity: $0.1) }
        forEachSeed(1...50) { seed, generator in
            // Another stream for each part.
            generator = SplitMix64(seed: seed << 2 | part)
            for _ in 0..<500 {
                let message = MutatedMessage.make(from: generator.pick(messages), &generator)
                let failure = (generator.oneIn(2) ? paths[0] : generator.pick(paths)).difference(message)
                #expect(failure == nil, "seed \(seed), part \(part)")
                if failure != nil { return }
            }
        }
    }

    @Test("Numbers of one to twenty digits mean the same in all units")
    func numbers() {
        let paths = (0...9).flatMap { price in (0...9).map { BothPaths(price: price, quantity: $0) } }
        forEachSeed(1...60) { seed, generator in
            for _ in 0..<100 {
                let levels = (0..<generator.pick(0...4)).map { _ in
                    #"["\#(Self.number(&generator))","\#(Self.number(&generator))"]"#
                }
                let message = Self.depth(bids: levels.joined(separator: ","))
                let failure = generator.pick(paths).difference(message)
                #expect(failure == nil, "seed \(seed)")
                if failure != nil { return }
            }
        }
    }

    private static func number(_ generator: inout SplitMix64) -> String {
        func digits(_ range: ClosedRange<Int>) -> String {
            let digit = { (generator: inout SplitMix64) in generator.oneIn(2) ? 0 : generator.pick(0...9) }
            return (0..<generator.pick(range)).map { _ in String(digit(&generator)) }.joined()
        }
        switch generator.pick(0...9) {
        case 0: return digits(1...20)
        case 1: return digits(1...20) + "." + digits(0...20)
        case 2: return digits(1...11) + "." + digits(7...9)
        default: return digits(1...6) + "." + digits(1...5) + (generator.oneIn(2) ? "" : "000")
        }
    }

    static func depth(
        stream: String = "ethusdt@depth@100ms",
        time: String = "1723161255308",
        bids: String,
        asks: String = "[]"
    ) -> [UInt8] {
        let numbers = #""U":35346513499,"u":35346513505"#
        let data = #"{"e":"depthUpdate","E":\#(time),"s":"ETHUSDT",\#(numbers),"b":[\#(bids)],"a":\#(asks)}"#
        return Array(#"{"stream":"\#(stream)","data":\#(data)}"#.utf8)
    }

    // MARK: - Where the two ways once differed

    @Test("A time beyond 2116 is no time of an event by either way")
    func lateTime() {
        let paths = BothPaths(price: 2, quantity: 4)
        let last = DecimalText.bound / 1_000_000
        #expect(last == BinanceDecoder.lastMillisecond)
        for time in [0, last - 1, last, last + 1, 8_999_999_999_999, 9_000_000_000_000] {
            let message = Self.depth(time: String(time), bids: #"["1.00","2.00"]"#)
            #expect(paths.difference(message) == nil)
        }
    }

    @Test(
        "A stream's name that is no name is not read as one",
        arguments: [
            #"ethusdt@depth\"#, "ethusdt@depth\n", #"ethusdt@depth\u0040"#, "ethusdt@depth\u{7F}", "ethusdt@depth",
        ]
    )
    func streamName(name: String) {
        let message = Self.depth(stream: name, bids: #"["1.00","2.00"]"#)
        #expect(BothPaths(price: 2, quantity: 4).difference(message) == nil)
    }

    @Test(
        "A price where levels should stand is read as the general way reads it",
        arguments: [#""1.5""#, "1.5", "[ ]", " []"]
    )
    func price(asks: String) {
        let message = Self.depth(bids: #"["1.00","2.00"]"#, asks: asks)
        #expect(BothPaths(price: 2, quantity: 4).difference(message) == nil)
    }

    // MARK: - Errors

    @Test(
        "Excess digits and overflow are errors that say which number it is",
        arguments: [
            (#"["1.001","2.00"]"#, DecimalError.finerThanUnit, 2), (#"["1.00","2.00001"]"#, .finerThanUnit, 9),
            (#"["99999999999999999999.00","2.00"]"#, .outOfRange, 2),
            (#"["1.00","461168601842739.0000"]"#, .outOfRange, 9),
            (#"["","2.00"]"#, .notANumber, 2),
        ]
    )
    func errors(level: String, error: DecimalError, offset: Int) {
        let message = Self.depth(bids: level)
        let start = message.count - level.utf8.count - Array(#"],"a":[]}}"#.utf8).count
        let expected = BothPaths.Outcome.error(.number(error, at: start + offset))
        #expect(BothPaths(price: 2, quantity: 4).decode(message) == expected)
    }

    @Test("Nothing of another symbol's levels is left in the buffer")
    func otherSymbol() throws {
        let message = Self.depth(bids: #"["1.00","2.00"]"#)
        let paths = BothPaths(price: 2, quantity: 4, symbol: "BTCUSDT")
        guard case .message(let read, let levels) = paths.decode(message) else {
            Issue.record("a message of another symbol is an error")
            return
        }
        #expect(read == .other)
        #expect(levels.count == 1)
    }
}
