import Books
import TestKit
import Testing
import Venues

/// Messages of Kraken as values.
@Suite("Kraken: messages")
struct KrakenDecoderTests {
    /// A message with its levels and trades in it.
    enum Plain: Equatable {
        case book(isSnapshot: Bool, bids: [[Int64]], asks: [[Int64]], checksum: UInt32, time: Int64?)
        case trades([Trade])
        case message(KrakenMessage)
        case refused(WireError)
    }

    /// Decodes into buffers that hold something already, and checks that it stays.
    static func decode(_ bytes: [UInt8]) -> Plain {
        let known = KrakenLevel(
            level: PriceLevel(price: Price(units: 7), quantity: Quantity(units: 8)),
            priceDecimals: 1,
            quantityDecimals: 2
        )
        var levels = [known]
        var trades = [trade(1, .buy)]
        let decoder = KrakenDecoder(feed: KrakenBench.feed())
        let plain: Plain
        do {
            let message = try decoder.decode(bytes.span, levels: &levels, trades: &trades)
            switch message {
            case .book(let book):
                func side(_ range: Range<Int>) -> [[Int64]] {
                    levels[range].map { level in
                        [
                            level.level.price.units, Int64(level.priceDecimals), level.level.quantity.units,
                            Int64(level.quantityDecimals),
                        ]
                    }
                }
                plain = .book(
                    isSnapshot: book.isSnapshot,
                    bids: side(book.bids),
                    asks: side(book.asks),
                    checksum: book.checksum,
                    time: book.time?.nanoseconds
                )
            case .trades: plain = .trades(Array(trades.dropFirst()))
            default: plain = .message(message)
            }
        } catch {
            plain = .refused(error)
            #expect(levels.count == 1)
            #expect(trades.count == 1)
        }
        #expect(levels.first == known)
        #expect(trades.first == trade(1, .buy))
        return plain
    }

    static func decode(_ text: String) -> Plain {
        decode([UInt8](text.utf8))
    }

    static func trade(_ number: Int64, _ side: TradeSide) -> Trade {
        Trade(
            venue: VenueID(slot: 0),
            price: Price(units: 10_594_420),
            quantity: Quantity(units: 276_250),
            side: side,
            identifier: number,
            exchangeTime: WallTime(nanoseconds: 1_696_613_755_440_295_000)
        )
    }

    static let update = Plain.book(
        isSnapshot: false,
        bids: [[7_885_880, 1, 0, 8], [7_885_700, 1, 347_753_240, 8]],
        asks: [],
        checksum: 2_416_540_570,
        time: 1_787_610_118_343_688_000
    )

    /// The same update in every form that it may have.
    static let updateTexts = [
        #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":78858.8,"qty":0.00000000},"#
            + #"{"price":78857.0,"qty":0.34775324}],"asks":[],"checksum":2416540570,"#
            + #""timestamp":"2026-08-24T22:21:58.343688Z"}]}"#,
        #" { "data" : [ { "timestamp":"2026-08-24T22:21:58.343688Z", "checksum":2416540570 , "asks":[ ],"#
            + #" "bids":[{"qty":0.00000000,"price":78858.8}, {"x":[{}],"qty":0.34775324,"new":null,"price":78857.0}],"#
            + #""symbol":"BTC/USD"}],"type":"update", "channel":"book" } "#,
        #"{"new":{"channel":"trade"},"type":"update","channel":"book","sequence":7,"data":[{"symbol":"BTC/USD","#
            + #""bids":[{"price":"78858.8","qty":"0.00000000"},{"price":78857.0,"qty":0.34775324,"y":"z"}],"#
            + #""checksum":2416540570,"version":{"a":[1]},"timestamp":"2026-08-24T22:21:58.343688Z"}],"more":true}"#,
    ]

    @Test("A book message is the same in any order of members and with members that are new", arguments: updateTexts)
    func forms(text: String) {
        #expect(Self.decode(text) == Self.update)
    }

    @Test("Every frame of a recorded connection is read")
    func recorded() throws {
        let plain = try Recorded.kraken().map { Self.decode($0) }
        #expect(plain[0] == .message(.status(system: "online")))
        #expect(plain[1] == .message(.subscribed(depth: 10)))
        guard case .book(isSnapshot: true, let bids, let asks, 2_531_248_887, _?) = plain[2] else {
            Issue.record("\(plain[2])")
            return
        }
        #expect(bids.count == 10 && asks.count == 10)
        #expect(bids.first == [6_300_490, 1, 18_769_470, 8])
        #expect(plain[3] == .message(.alive))
        #expect(plain.count { $0 == .message(.unsubscribed) } == 4)
        #expect(!plain.contains(.message(.other)))
    }

    @Test("Trades of the symbol are read, those of others are left out")
    func trades() {
        func text(_ symbol: String, _ side: String, _ number: Int) -> String {
            #"{"symbol":"\#(symbol)","side":"\#(side)","price":105944.20,"qty":0.00027625,"ord_type":"limit","#
                + #""trade_id":\#(number),"timestamp":"2023-10-06T17:35:55.440295Z"}"#
        }
        let all = [text("BTC/USD", "buy", 5), text("ETH/USD", "buy", 6), text("BTC/USD", "sell", 7)]
        let message = #"{"channel":"trade","type":"update","data":[\#(all.joined(separator: ","))]}"#
        #expect(Self.decode(message) == .trades([Self.trade(5, .buy), Self.trade(7, .sell)]))
        #expect(Self.decode(#"{"channel":"trade","type":"update","data":[]}"#) == .trades([]))
        #expect(Self.decode(#"{"channel":"trade","data":[{"symbol":"BTC/USD","side":"buy"}]}"#) == .trades([]))
    }

    @Test(
        "Other messages are told apart",
        arguments: [
            (#"{"channel":"heartbeat"}"#, .alive), (#"{"channel":"ticker","data":[]}"#, .other), ("{}", .other),
            (
                #"{"method":"pong","req_id":101,"time_in":"","time_out":""}"#,
                .pong(request: 101, received: nil, answered: nil)
            ),
            (
                #"{"method":"pong","time_in":"1970-01-01T00:00:01Z","time_out":"1970-01-01T00:00:02.5Z"}"#,
                .pong(
                    request: nil,
                    received: WallTime(nanoseconds: 1_000_000_000),
                    answered: WallTime(nanoseconds: 2_500_000_000)
                )
            ),
            (#"{"method":"subscribe","result":{"channel":"trade","symbol":"BTC/USD"},"success":true}"#, .alive),
            (#"{"method":"subscribe","result":{"channel":"book","symbol":"ETH/USD"},"success":true}"#, .alive),
            (
                #"{"method":"subscribe","result":{"channel":"book","symbol":"BTC/USD"},"success":true}"#,
                .subscribed(depth: nil)
            ),
            (
                #"{"result":{"depth":25,"symbol":"BTC/USD","channel":"book"},"method":"subscribe"}"#,
                .subscribed(depth: 25)
            ),
            (#"{"method":"subscribe","error":"Already subscribed","success":false}"#, .failure("Already subscribed")),
            (#"{"success":false,"method":"subscribe"}"#, .failure("no reason given")),
            (#"{"error":"x","method":"subscribe","success":false,"symbol":"FOO/BAR"}"#, .other),
            (#"{"error":"x","method":"subscribe","success":false,"symbol":"BTC/USD"}"#, .failure("x")),
            (KrakenBench.status("cancel_only"), .status(system: "cancel_only")),
            (KrakenBench.instrument(), .instrument),
            (#"{"channel":"book","type":"update","data":[{"symbol":"ETH/USD","bids":[],"checksum":1}]}"#, .other),
            (#"{"channel":"book","type":"update","data":[]}"#, .other),
        ] as [(String, KrakenMessage)]
    )
    func others(text: String, message: KrakenMessage) {
        #expect(Self.decode(text) == .message(message))
    }

    @Test(
        "What a book message lacks or cannot have refuses it",
        arguments: [
            (#"{"channel":"book","data":[{"symbol":"BTC/USD","checksum":1}]}"#, .missing("type")),
            (#"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD"}]}"#, .missing("checksum")),
            (
                #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","checksum":4294967296}]}"#,
                .missing("checksum")
            ),
            (
                #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"qty":1}]}]}"#,
                .missing("price")
            ),
            (
                #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1}]}]}"#,
                .missing("qty")
            ),
            (#"{"channel":"status","type":"update","data":[{}]}"#, .missing("system")),
        ] as [(String, WireError)]
    )
    func refusals(text: String, error: WireError) {
        #expect(Self.decode(text) == .refused(error))
    }

    @Test(
        "A level that cannot be counted refuses the message",
        arguments: ["1.001", "-1", "1e30", "\"\"", "null", "[]"]
    )
    func brokenLevels(price: String) {
        let text =
            #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":\#(price),"qty":1}]}]}"#
        guard case .refused = Self.decode(text) else {
            Issue.record("taken: \(price)")
            return
        }
    }

    @Test("No beginning of a book message or an answer is taken, and nothing of it stays")
    func truncations() throws {
        for message in try Recorded.kraken().filter({ $0.count > 30 }) {
            for length in 0..<message.count {
                let plain = Self.decode(Array(message.prefix(length)))
                if case .refused = plain { continue }
                Issue.record("taken for \(plain): \(String(decoding: message.prefix(length), as: UTF8.self))")
            }
        }
    }

    @Test("A frame with bytes changed is a message or refused, and never traps")
    func mutations() throws {
        let messages = try Recorded.kraken()
        forEachSeed(1...2_500) { _, generator in
            var message = generator.pick(messages)
            for _ in 0..<generator.pick(1...3) {
                let index = generator.pick(0...message.count - 1)
                message[index] =
                    generator.oneIn(2) ? generator.pick([UInt8]("\"[]{},:-.0e9".utf8)) : generator.pick(0...255)
            }
            if Self.decode(message) == .refused(.truncated(at: -1)) { Issue.record("a place before the beginning") }
        }
    }
}
