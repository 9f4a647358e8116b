import Books
import Probing
import Testing
import Venues

/// What the six venues say, as their pages show it.
@Suite("Dialects: times, events and refusals of six venues")
struct DialectTests {
    static func read(_ venue: ProbeVenue, _ text: String) throws -> [ProbeMessage] {
        venue.dialect(.busiest(at: venue)).read(try JSONValue(text: text))
    }

    @Test(
        "Each venue's event has its number and its time",
        arguments: [
            (
                ProbeVenue.binance,
                #"{"stream":"btcusdt@trade","data":{"e":"trade","E":1672515782136123,"s":"BTCUSDT","t":12345,"p":"1","q":"2","T":1672515782136000,"m":true}}"#,
                UInt64(12345), Int64(1_672_515_782_136_123_000)
            ),
            (
                .kraken,
                #"{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":1.0,"qty":2.0,"ord_type":"limit","trade_id":4665906,"timestamp":"2023-09-25T07:49:37.708706Z"}]}"#,
                4_665_906, 1_695_628_177_708_706_000
            ),
            (
                .coinbase,
                #"{"type":"match","trade_id":10,"sequence":50,"product_id":"BTC-USD","time":"2023-09-25T07:49:37.708706Z","size":"1","price":"2","side":"sell"}"#,
                10, 1_695_628_177_708_706_000
            ),
            (
                .okx,
                #"{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"130639474","px":"1","sz":"2","side":"buy","ts":"1630048897897","count":"3"}]}"#,
                130_639_474, 1_630_048_897_897_000_000
            ),
            (
                .bybit,
                #"{"topic":"publicTrade.BTCUSDT","ts":1672304486868,"type":"snapshot","data":[{"T":1672304486865,"s":"BTCUSDT","S":"Buy","v":"0.001","p":"1","i":"x","BT":false,"seq":1783284617}]}"#,
                1_783_284_617, 1_672_304_486_865_000_000
            ),
            (
                .bitstamp,
                #"{"data":{"id":542327128,"timestamp":"1772723751","amount_str":"0.2","price_str":"2","type":0,"microtimestamp":"1772723751946000"},"channel":"live_trades_btcusd","event":"trade"}"#,
                542_327_128, 1_772_723_751_946_000_000
            ),
        ] as [(ProbeVenue, String, UInt64, Int64)]
    )
    func events(venue: ProbeVenue, text: String, sequence: UInt64, stamp: Int64) throws {
        let event = StreamEvent(stream: "trade", sequence: sequence, stamp: WallTime(nanoseconds: stamp))
        #expect(try Self.read(venue, text) == [.event(event)])
    }

    @Test(
        "Each venue's REST answer tells its time",
        arguments: [
            (ProbeVenue.binance, #"{"serverTime":1672515782136123}"#, Int64(1_672_515_782_136_123_000)),
            (.binance, #"{"serverTime":1672515782136}"#, 1_672_515_782_136_000_000),
            (.kraken, #"{"error":[],"result":{"unixtime":1688669448,"rfc1123":"x"}}"#, 1_688_669_448_000_000_000),
            (.coinbase, #"{"iso":"x","epochSeconds":"1","epochMillis":"1672515782136"}"#, 1_672_515_782_136_000_000),
            (.okx, #"{"code":"0","data":[{"ts":"1597026383085"}]}"#, 1_597_026_383_085_000_000),
            (.bybit, #"{"result":{"timeNano":"1688639403423213947"},"time":1}"#, 1_688_639_403_423_213_947),
            (.bitstamp, #"{"timestamp":"1772723751","last":"1"}"#, 1_772_723_751_000_000_000),
        ] as [(ProbeVenue, String, Int64)]
    )
    func times(venue: ProbeVenue, text: String, time: Int64) throws {
        let answer = venue.dialect(.busiest(at: venue)).time(inAnswer: try JSONValue(text: text))
        #expect(answer?.taken == WallTime(nanoseconds: time))
    }

    @Test("Answers to questions bring their number and the venue's times")
    func answers() throws {
        let kraken = try Self.read(
            .kraken,
            #"{"method":"pong","req_id":101,"time_in":"2023-09-24T14:10:23.799685Z","time_out":"2023-09-24T14:10:23.799703Z"}"#
        )
        guard case .answer(101, let time?)? = kraken.first else {
            Issue.record("\(kraken)")
            return
        }
        #expect(time.inside == TimeSpan(nanoseconds: 18_000))
        let binance = try Self.read(.binance, #"{"id":5,"status":200,"result":{"serverTime":1672515782136123}}"#)
        guard case .answer(5, .some)? = binance.first else {
            Issue.record("\(binance)")
            return
        }
        #expect(
            try Self.read(.bybit, #"{"success":true,"ret_msg":"pong","conn_id":"x","req_id":"9","op":"ping"}"#) == [
                .answer(number: 9, time: nil)
            ]
        )
        #expect(ProbeVenue.okx.dialect(.busiest(at: .okx)).read(plain: "pong") == [.answer(number: nil, time: nil)])
    }

    @Test("What is foreign, huge or wrong is survived", arguments: ProbeVenue.allCases)
    func nonsense(venue: ProbeVenue) throws {
        let dialect = venue.dialect(.busiest(at: venue))
        for text in [
            "null", "[]", "{}", #"{"data":[]}"#, #"{"data":{"e":"trade","t":-1,"E":99999999999999999999}}"#,
            #"{"serverTime":-5}"#, #"{"result":{"unixtime":9223372036854775807}}"#, #"{"id":99999999999999999999}"#,
            #"{"channel":"trade","type":"update","data":[{"trade_id":1,"timestamp":"never"}]}"#,
        ] {
            let value = try JSONValue(text: text)
            _ = dialect.read(value)
            _ = dialect.time(inAnswer: value)
        }
    }

    @Test("Every venue has a REST endpoint and a stream, all of them over TLS", arguments: ProbeVenue.allCases)
    func table(venue: ProbeVenue) {
        let targets = ProbeTable.targets(of: venue, pair: .busiest(at: venue))
        #expect(targets.contains { $0.form == .rest })
        #expect(targets.contains { $0.role == "stream" && $0.form == .socket })
        #expect(targets.allSatisfy { $0.endpoint.isSecure && $0.leastSpacing >= .milliseconds(200) })
    }

    @Test("A pair is letters and digits around one slash")
    func pairs() {
        #expect(ProbePair("ETH/USDT")?.text == "ETH/USDT")
        for wrong in ["", "ETHUSDT", "eth/usdt", "A/B/C", "A/", "ETH/US T", "ETH/\"}"] {
            #expect(ProbePair(wrong) == nil)
        }
    }
}
