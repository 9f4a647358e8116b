import Books
import Testing
import Transport
import Venues

@testable import Simulator

/// A trader at an exchange in virtual time: it signs, asks, and keeps the private events.
struct TradingDesk<Exchange: SimulatedExchange> {
    var desk: Desk<Exchange>
    var socket = ConnectionID(number: 0)
    let account: TradingAccount
    private var nonce: UInt64 = 0
    private(set) var token = ""

    static var opening: MarketSnapshot {
        MarketSnapshot(
            lastID: 100,
            bids: [BookLevel(price: 200_000, quantity: 100_000_000), BookLevel(price: 199_900, quantity: 300_000_000)],
            asks: [BookLevel(price: 200_100, quantity: 100_000_000), BookLevel(price: 200_200, quantity: 300_000_000)]
        )
    }

    static func account(fee: Int64) -> TradingAccount {
        TradingAccount(
            apiKey: "key",
            secret: Array("secret".utf8),
            balances: [.init("ETH", "20"), .init("USDT", "60000")],
            fees: .init(makerMillionths: fee, takerMillionths: fee)
        )
    }

    init(_ exchange: Exchange, _ account: TradingAccount) {
        desk = Desk(exchange)
        self.account = account
    }

    /// The events of the market: a change of the book.
    mutating func market(bids: [BookLevel] = [], asks: [BookLevel] = []) -> [ExchangeEffect] {
        desk.give(.market(.depth(MarketDepth(lastID: 0, bids: bids, asks: asks))))
    }

    /// A trade of the played market.
    mutating func trade(_ price: Int64, _ quantity: Int64, isBuyerMaker: Bool) -> [ExchangeEffect] {
        let trade = MarketTrade(identifier: 0, price: price, quantity: quantity, isBuyerMaker: isBuyerMaker)
        return desk.give(.market(.trade(trade)))
    }

    /// Sends a text over the socket; what came back over it.
    mutating func say(_ text: String) throws -> [JSONValue] {
        try desk.send(text, from: socket).map { try JSONValue(text: $0) }
    }

    /// The texts for the socket among effects.
    func heard(_ effects: [ExchangeEffect]) throws -> [JSONValue] {
        try desk.texts(of: socket, in: effects).map { try JSONValue(text: $0) }
    }

    /// The only account of the exchange's ledger.
    func ledger() throws -> AccountReport.Account { try #require(desk.exchange.accountReport.accounts.first) }

    private mutating func request(_ request: ExchangeRequest) throws -> (Int, JSONValue)? {
        let client = ConnectionID(number: 1_000_000 + nonce)
        nonce += 1
        for effect in desk.give(.request(client, request)) {
            if case .answer(client, let answer) = effect {
                return (
                    answer.status,
                    answer.text.hasPrefix("{") || answer.text.hasPrefix("[")
                        ? try JSONValue(text: answer.text) : .string(answer.text)
                )
            }
        }
        return nil
    }
}

extension TradingDesk where Exchange == BinanceExchange {
    /// A trader with a socket of the WebSocket API that hears its account's events.
    static func binance(fee: Int64 = 1_000, listens: Bool = true) throws -> Self {
        let account = account(fee: fee)
        let exchange = try BinanceExchange(
            .binanceETH,
            opening: opening,
            accounts: [account],
            digests: OpenSSLMessageDigests()
        )
        var trader = Self(exchange, account)
        trader.socket = trader.desk.connect("/ws-api/v3")
        if listens { _ = try trader.ask("userDataStream.subscribe.signature", [:]) }
        return trader
    }

    /// The server's time in milliseconds.
    var milliseconds: Int64 { desk.now.wall.nanoseconds / 1_000_000 }

    /// Asks over the socket; all that came back.
    mutating func ask(_ method: String, _ parameters: KeyValuePairs<String, String>, at stamp: Int64? = nil) throws
        -> [JSONValue]
    {
        var list = parameters.map { ($0.key, $0.value) }
        if !list.contains(where: { $0.0 == "apiKey" }) { list.append(("apiKey", "key")) }
        list.append(("timestamp", String(stamp ?? milliseconds)))
        let payload = list.sorted { $0.0 < $1.0 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let code = OpenSSLMessageDigests().hmacSHA256(Array(payload.utf8), key: account.secret)
        list.append(("signature", Self.hexadecimal(code)))
        let members = list.map { JSONValue.Member(name: $0.0, value: .string($0.1)) }
        let text = JSONValue.members(["id": .string("1"), "method": .string(method), "params": .object(members)]).text
        return try say(text)
    }

    /// Asks over HTTP.
    mutating func rest(_ method: String, _ path: String, _ parameters: String) throws -> (status: Int, body: JSONValue)?
    {
        let query = parameters + (parameters.isEmpty ? "" : "&") + "timestamp=\(milliseconds)"
        let code = OpenSSLMessageDigests().hmacSHA256(Array(query.utf8), key: account.secret)
        let target = "/api/v3/\(path)?\(query)&signature=\(Self.hexadecimal(code))"
        let headers = [HTTPHeader("X-MBX-APIKEY", "key")]
        return try request(ExchangeRequest(method: method, target: target, headers: headers))
            .map { (status: $0.0, body: $0.1) }
    }

    /// A limit order over the socket.
    mutating func order(
        _ side: String,
        _ price: String,
        _ quantity: String,
        _ lifetime: String = "GTC",
        id: String
    ) throws -> [JSONValue] {
        try ask(
            "order.place",
            [
                "symbol": "ETHUSDT", "side": side, "type": "LIMIT", "timeInForce": lifetime, "price": price,
                "quantity": quantity, "newClientOrderId": id,
            ]
        )
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension TradingDesk where Exchange == KrakenExchange {
    /// A trader with a token and a socket that hears its account's events.
    static func kraken(fee: Int64 = 2_600, tier: RateTier = .pro) throws -> Self {
        let account = TradingAccount(
            apiKey: "key",
            secret: Array("secret".utf8),
            balances: [.init("ETH", "20"), .init("USDT", "60000")],
            fees: .init(makerMillionths: fee, takerMillionths: fee),
            tier: tier
        )
        let exchange = try KrakenExchange(
            .krakenETH,
            opening: opening,
            accounts: [account],
            digests: OpenSSLMessageDigests()
        )
        var trader = Self(exchange, account)
        trader.socket = trader.desk.connect("/v2")
        let answer = try #require(try trader.rest("GetWebSocketsToken", ""))
        trader.token = try #require(answer["result"]?["token"]?.string)
        _ = try trader.ask("subscribe", "\"channel\":\"executions\"")
        return trader
    }

    /// Asks over the socket; all that came back.
    mutating func ask(_ method: String, _ parameters: String) throws -> [JSONValue] {
        let comma = parameters.isEmpty ? "" : ","
        return try say(
            "{\"method\":\"\(method)\",\"req_id\":1,\"params\":{\(parameters)\(comma)\"token\":\"\(token)\"}}"
        )
    }

    /// A limit order over the socket.
    mutating func order(
        _ side: String,
        _ price: String,
        _ quantity: String,
        _ lifetime: String = "gtc",
        id: String,
        _ more: String = ""
    ) throws -> [JSONValue] {
        try ask(
            "add_order",
            "\"order_type\":\"limit\",\"side\":\"\(side)\",\"symbol\":\"ETH/USDT\",\"order_qty\":\(quantity),"
                + "\"limit_price\":\(price),\"time_in_force\":\"\(lifetime)\",\"cl_ord_id\":\"\(id)\"" + more
        )
    }

    /// Asks over HTTP.
    mutating func rest(_ name: String, _ parameters: String, nonce given: UInt64? = nil, key: String = "key") throws
        -> JSONValue?
    {
        nonce += 1
        let number = given ?? nonce * 1_000
        let body = "nonce=\(number)" + (parameters.isEmpty ? "" : "&" + parameters)
        let path = "/0/private/" + name
        let sign = KrakenSignature.text(
            Array(path.utf8),
            nonce: String(number),
            body: Array(body.utf8),
            secret: account.secret,
            OpenSSLMessageDigests()
        )
        let headers = [HTTPHeader("API-Key", key), HTTPHeader("API-Sign", sign)]
        return try request(ExchangeRequest(method: "POST", target: path, headers: headers, body: Array(body.utf8)))?.1
    }
}
