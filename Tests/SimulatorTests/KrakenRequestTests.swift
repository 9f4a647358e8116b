import Books
import Testing
import Venues

@testable import Simulator

@Suite("Requests to the simulated Kraken")
struct KrakenRequestTests {
    private static let opening = MarketSnapshot(
        lastID: 1,
        bids: [BookLevel(price: 268_000, quantity: 5_100)],
        asks: [BookLevel(price: 268_100, quantity: 100_000_000)]
    )

    /// The time at which every answer of these tests is given.
    private static let times =
        "\"time_in\":\"2024-08-08T23:54:15.000000Z\",\"time_out\":\"2024-08-08T23:54:15.000000Z\""

    private static func desk() -> Desk<KrakenExchange> {
        Desk(KrakenExchange(.krakenETH, opening: opening))
    }

    @Test("The status comes first, with a connection number above 2^63")
    func status() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        #expect(desk.effects.first == .accept(client))
        #expect(
            desk.texts(of: client, in: desk.effects) == [
                "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"online\","
                    + "\"api_version\":\"v2\",\"connection_id\":13834774380200032778}]}"
            ]
        )
    }

    @Test("Any other path is not found", arguments: ["/", "/v1", "/v2/x", "/%"])
    func otherPaths(target: String) {
        var desk = Self.desk()
        let client = desk.connect(target)
        #expect(desk.effects == [.answer(client, HTTPAnswer(status: 404, headers: [], body: []))])
        #expect(desk.get("/v2")?.status == 404)
    }

    @Test("A book is acknowledged for each symbol, good or bad, and the snapshot follows its acknowledgement")
    func bookForTwoSymbols() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        let texts = desk.send(
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"FOO/BAR\",\"ETH/USDT\"],"
                + "\"depth\":25,\"snapshot\":true},\"req_id\":7}",
            from: client
        )
        #expect(
            texts == [
                "{\"error\":\"Currency pair not supported FOO/BAR\",\"method\":\"subscribe\",\"success\":false,"
                    + "\"symbol\":\"FOO/BAR\",\(Self.times),\"req_id\":7}",
                "{\"method\":\"subscribe\",\"result\":{\"channel\":\"book\",\"depth\":25,\"snapshot\":true,"
                    + "\"symbol\":\"ETH/USDT\"},\"success\":true,\(Self.times),\"req_id\":7}",
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"ETH/USDT\","
                    + "\"bids\":[{\"price\":2680.00,\"qty\":0.00005100}],\"asks\":[{\"price\":2681.00,\"qty\":1.00000000}],"
                    + "\"checksum\":\(KrakenChecksum.value(desk.exchange.book)),"
                    + "\"timestamp\":\"2024-08-08T23:54:15.000000Z\"}]}",
            ]
        )
    }

    @Test(
        "What cannot be subscribed is refused in Kraken's words",
        arguments: [
            ("{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":11}", "Subscription depth not supported", true),
            (
                "{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":\"10\"}", "Subscription depth not supported",
                false
            ),
            ("{\"channel\":\"book\",\"symbol\":\"ETH/USDT\"}", "Symbol field must be an array", false),
            ("{\"channel\":\"book\",\"symbol\":[]}", "Symbol(s) not found", false),
            ("{\"channel\":\"trade\"}", "Symbol(s) not found", false),
            ("{\"channel\":\"ohlc\",\"symbol\":[\"ETH/USDT\"]}", "Subscription name invalid", false),
        ]
    )
    func refusals(parameters: String, words: String, namesSymbol: Bool) {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        let symbol = namesSymbol ? "\"symbol\":\"ETH/USDT\"," : ""
        #expect(
            desk.send("{\"method\":\"subscribe\",\"params\":\(parameters),\"req_id\":1}", from: client) == [
                "{\"error\":\"\(words)\",\"method\":\"subscribe\",\"success\":false,\(symbol)\(Self.times),\"req_id\":1}"
            ]
        )
    }

    @Test("A subscription is keyed by depth: the same again is refused, another depth is not")
    func twice() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        let ten = "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"]}}"
        let hundred =
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":100}}"
        #expect(desk.send(ten, from: client).count == 2)
        #expect(desk.send(hundred, from: client).count == 2)
        #expect(
            desk.send(ten, from: client) == [
                "{\"error\":\"Already subscribed\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"ETH/USDT\","
                    + "\(Self.times)}"
            ]
        )
    }

    @Test("To end a book its depth must be repeated; after that nothing comes, and a new one begins with a snapshot")
    func unsubscribe() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        let parameters = "\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":25}"
        desk.send("{\"method\":\"subscribe\",\(parameters)}", from: client)
        let withoutDepth =
            "{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"]},\"req_id\":4}"
        #expect(
            desk.send(withoutDepth, from: client) == [
                "{\"error\":\"Subscription Not Found\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"ETH/USDT\","
                    + "\(Self.times),\"req_id\":4}"
            ]
        )
        #expect(
            desk.send("{\"method\":\"unsubscribe\",\(parameters)}", from: client) == [
                "{\"method\":\"unsubscribe\",\"result\":{\"channel\":\"book\",\"depth\":25,\"symbol\":\"ETH/USDT\"},"
                    + "\"success\":true,\(Self.times)}"
            ]
        )
        let change = MarketDepth(lastID: 2, bids: [BookLevel(price: 268_050, quantity: 1)], asks: [])
        #expect(desk.give(.market(.depth(change))).isEmpty)
        let texts = desk.send("{\"method\":\"subscribe\",\(parameters)}", from: client)
        #expect(texts.count == 2)
        #expect(texts[1].contains("{\"price\":2680.50,\"qty\":0.00000001},{\"price\":2680.00"))
    }

    @Test("Trades come one message each; the snapshot has the last fifty, if it is asked for")
    func trades() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        for number in 1...60 {
            let trade = MarketTrade(
                identifier: Int64(number),
                price: 268_000,
                quantity: 1_000,
                isBuyerMaker: number % 2 == 0
            )
            desk.give(.market(.trade(trade)))
        }
        let request = "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"ETH/USDT\"]"
        let plain = desk.send(request + "}}", from: client)
        #expect(
            plain == [
                "{\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"snapshot\":false,\"symbol\":\"ETH/USDT\"},"
                    + "\"success\":true,\(Self.times)}"
            ]
        )
        let other = desk.connect("/v2")
        let texts = desk.send(request + ",\"snapshot\":true}}", from: other)
        #expect(texts.count == 2)
        #expect(
            texts[1].hasPrefix(
                "{\"channel\":\"trade\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"ETH/USDT\",\"side\":\"buy\","
                    + "\"price\":2680.00,\"qty\":0.00001000,\"ord_type\":\"market\",\"trade_id\":11,"
                    + "\"timestamp\":\"2024-08-08T23:54:15.000000Z\"},"
            )
        )
        #expect(texts[1].split(separator: "trade_id").count == 51)
        let trade = MarketTrade(identifier: 61, price: 268_000, quantity: 1_000, isBuyerMaker: true)
        let effects = desk.give(.market(.trade(trade)))
        #expect(desk.texts(of: client, in: effects) == desk.texts(of: other, in: effects))
        #expect(
            desk.texts(of: client, in: effects)[0].contains(
                "\"type\":\"update\",\"data\":[{\"symbol\":\"ETH/USDT\",\"side\":\"sell\""
            )
        )
    }

    @Test("The instrument channel lists the pair with its precisions, and steps with an exponent")
    func instruments() throws {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        let texts = desk.send(
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"instrument\"},\"req_id\":2}",
            from: client
        )
        #expect(
            texts[0] == "{\"method\":\"subscribe\",\"result\":{\"channel\":\"instrument\",\"snapshot\":true},"
                + "\"success\":true,\(Self.times),\"req_id\":2}"
        )
        let data = try #require(try JSONValue(text: texts[1])["data"])
        #expect(data["assets"]?.array?.compactMap { $0["id"]?.string } == ["ETH", "USDT"])
        let pair = try #require(data["pairs"]?.array?.first)
        #expect(pair["symbol"]?.string == "ETH/USDT")
        #expect(pair["price_precision"]?.integer == 2)
        #expect(pair["qty_precision"]?.integer == 8)
        #expect(pair["qty_increment"]?.decimalText == "1e-8")
        #expect(pair["price_increment"]?.decimalText == "0.01")
        #expect(pair["qty_min"]?.decimalText == "0.002")
        #expect(pair["cost_min"]?.string == "0.5")
        #expect(pair["status"]?.string == "online")
    }

    @Test("A ping is answered with its mark and the times")
    func ping() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        #expect(
            desk.send("{\"method\":\"ping\",\"req_id\":101}", from: client) == [
                "{\"method\":\"pong\",\(Self.times),\"req_id\":101}"
            ]
        )
        #expect(desk.send("{\"method\":\"ping\"}", from: client) == ["{\"method\":\"pong\",\(Self.times)}"])
    }

    @Test(
        "What is not a request is answered as malformed, whatever it is",
        arguments: [
            "", "{", "nonsense", "[1,2]", "{}", "{\"method\":1}", "{\"method\":\"fly\"}", "{\"method\":\"subscribe\"}",
            "{\"method\":\"subscribe\",\"params\":[]}", "{\"method\":\"subscribe\",\"params\":{\"channel\":7}}",
            "{\"method\":\"ping\",\"req_id\":\"7\"}", "{\"method\":\"ping\",\"req_id\":1.5}",
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[1]}}",
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"instrument\",\"snapshot\":1}}",
            "{\"method\":\"ping\"} trailing", "\u{0}\u{1}\u{2}",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        ]
    )
    func malformed(text: String) {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        #expect(
            desk.send(text, from: client) == [
                "{\"error\":\"Malformed request\",\"method\":\"error\",\"success\":false,\(Self.times)}"
            ]
        )
    }
}
