import Books
import Testing
import Venues

@testable import Simulator

@Suite("The REST answers of the simulated Binance")
struct BinanceRESTTests {
    private static func desk(levels: Int = 1) -> Desk<BinanceExchange> {
        let bids = (0..<levels).map { BookLevel(price: 268_380 - Int64($0), quantity: 302_920_000) }
        let asks = (0..<levels).map { BookLevel(price: 268_381 + Int64($0), quantity: 10_000) }
        return Desk(BinanceExchange(.binanceETH, opening: MarketSnapshot(lastID: 42, bids: bids, asks: asks)))
    }

    @Test("The book is written with eight decimals and the identifier of its last change")
    func depth() {
        var desk = Self.desk()
        #expect(
            desk.get("/api/v3/depth?symbol=ETHUSDT")?.text
                == "{\"lastUpdateId\":42,\"bids\":[[\"2683.80000000\",\"3.02920000\"]],\"asks\":[[\"2683.81000000\",\"0.00010000\"]]}"
        )
    }

    @Test(
        "The limit sets how many levels come and what the request weighs",
        arguments: [
            ("", 100, 5), ("&limit=1", 1, 5), ("&limit=100", 100, 5), ("&limit=101", 101, 25),
            ("&limit=1000", 1_000, 50),
            ("&limit=1001", 1_001, 250), ("&limit=5001", 5_000, 250), ("&limit=99999999999999999999", 5_000, 5),
        ]
    )
    func limits(query: String, levels: Int, weight: Int) throws {
        var desk = Self.desk(levels: 6_000)
        let received = desk.get("/api/v3/depth?symbol=ETHUSDT\(query)")
        let answer = try #require(received)
        #expect(answer.text.split(separator: "],[").count == 2 * levels - 1)
        #expect(answer.header("X-MBX-USED-WEIGHT-1M") == String(weight))
    }

    @Test(
        "Bad parameters are refused with Binance's codes",
        arguments: [
            ("depth", -1_102), ("depth?symbol=", -1_102), ("depth?symbol=BTCUSDT", -1_121),
            ("depth?symbol=ethusdt", -1_100),
            ("depth?symbol=ETH%20USDT", -1_100), ("depth?symbol=ETHUSDT&limit=abc", -1_100),
            ("depth?symbol=ETHUSDT&limit=-5", -1_100), ("depth?symbol=ETHUSDT&limit=", -1_100),
            ("depth?symbol=ETHUSDT&limit=0", -1_130), ("depth?symbol=%zz", -1_100),
            ("exchangeInfo?symbol=BTCUSDT", -1_121), ("exchangeInfo?symbols=[]", -1_100),
            ("exchangeInfo?symbols=x", -1_100),
            ("exchangeInfo?symbols=%5B%22ETHUSDT%22,%22BTCUSDT%22%5D", -1_121),
            ("exchangeInfo?symbol=ETHUSDT&symbols=%5B%22ETHUSDT%22%5D", -1_128),
        ]
    )
    func refusals(target: String, code: Int64) throws {
        var desk = Self.desk()
        let received = desk.get("/api/v3/" + target)
        let answer = try #require(received)
        #expect(answer.status == 400)
        #expect(try JSONValue(text: answer.text)["code"]?.integer == code)
        #expect(try JSONValue(text: answer.text)["msg"]?.string?.isEmpty == false)
    }

    @Test(
        "The symbol's rules come from the instrument",
        arguments: [
            "", "?symbol=ETHUSDT", "?symbols=%5B%22ETHUSDT%22%5D",
        ]
    )
    func exchangeInformation(query: String) throws {
        var desk = Self.desk()
        let received = desk.get("/api/v3/exchangeInfo" + query)
        let answer = try #require(received)
        #expect(answer.header("X-MBX-USED-WEIGHT-1M") == "20")
        let symbol = try #require(try JSONValue(text: answer.text)["symbols"]?.array?.first)
        #expect(symbol["symbol"]?.string == "ETHUSDT")
        #expect(symbol["baseAsset"]?.string == "ETH")
        #expect(symbol["quoteAsset"]?.string == "USDT")
        #expect(symbol["status"]?.string == "TRADING")
        let filters = try #require(symbol["filters"]?.array)
        #expect(filters[0]["tickSize"]?.string == "0.01000000")
        #expect(filters[1]["stepSize"]?.string == "0.00010000")
        #expect(filters[2]["minNotional"]?.string == "5")
    }

    @Test("Ping and time answer, the time in microseconds if the header asks for it")
    func pingAndTime() {
        var desk = Self.desk()
        #expect(desk.get("/api/v3/ping")?.text == "{}")
        #expect(desk.get("/api/v3/time")?.text == "{\"serverTime\":1723161255000}")
        let header = HTTPHeader("x-mbx-time-unit", "MICROSECOND")
        let answer = desk.get("/api/v3/time", headers: [header])
        #expect(answer?.text == "{\"serverTime\":1723161255000000}")
        #expect(answer?.header("X-MBX-USED-WEIGHT-1M") == "3")
    }

    @Test("What does not exist is not found", arguments: ["/", "/api/v3", "/api/v3/nothing", "/api/v4/ping", "/ws"])
    func notFound(target: String) {
        var desk = Self.desk()
        #expect(desk.get(target)?.status == 404)
        #expect(desk.get("/api/v3/ping", method: "POST")?.status == 404)
    }

    @Test("Beyond the weight of a minute everything is refused until the minute is over")
    func weights() throws {
        var desk = Self.desk()
        desk.wait(.seconds(20))
        for _ in 0..<24 { #expect(desk.get("/api/v3/depth?symbol=ETHUSDT&limit=5000")?.status == 200) }
        let received = desk.get("/api/v3/ping")
        let answer = try #require(received)
        #expect(answer.status == 429)
        #expect(try JSONValue(text: answer.text)["code"]?.integer == -1_003)
        #expect(answer.header("X-MBX-USED-WEIGHT-1M") == "6000")
        let seconds = try #require(answer.header("Retry-After").flatMap { Int64($0) })
        #expect((1...60).contains(seconds))
        desk.wait(.seconds(seconds - 1))
        #expect(desk.get("/api/v3/ping")?.status == 429)
        desk.wait(.seconds(1))
        #expect(desk.get("/api/v3/ping")?.header("X-MBX-USED-WEIGHT-1M") == "1")
    }
}
