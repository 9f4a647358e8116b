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
    /// What signs instead of the account's secret.
    var signer: Ed25519Signer?
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
        try binance(account(fee: fee), signer: nil, listens: listens)
    }

    /// The private half of the key of RFC 8032 section 7.1, test 1.
    private static let privateKey: [UInt8] = [
        0x9D, 0x61, 0xB1, 0x9D, 0xEF, 0xFD, 0x5A, 0x60, 0xBA, 0x84, 0x4A, 0xF4, 0x92, 0xEC, 0x2C, 0xC4,
        0x44, 0x49, 0xC5, 0x69, 0x7B, 0x32, 0x69, 0x19, 0x70, 0x3B, 0xAC, 0x03, 0x1C, 0xAE, 0x7F, 0x60,
    ]
    /// Its public half.
    private static let publicKey: [UInt8] = [
        0xD7, 0x5A, 0x98, 0x01, 0x82, 0xB1, 0x0A, 0xB7, 0xD5, 0x4B, 0xFE, 0xD3, 0xC9, 0x64, 0x07, 0x3A,
        0x0E, 0xE1, 0x72, 0xF3, 0xDA, 0xA6, 0x23, 0x25, 0xAF, 0x02, 0x1A, 0x68, 0xF7, 0x07, 0x51, 0x1A,
    ]

    /// A trader whose account has an Ed25519 key, with a socket that hears nothing yet.
    static func ed25519() throws -> Self {
        let template = account(fee: 1_000)
        let account = TradingAccount(
            apiKey: template.apiKey,
            credential: .ed25519(publicKey: publicKey),
            balances: template.balances,
            fees: template.fees
        )
        let signer = try Ed25519Signer(key: account.apiKey, secret: try Secret(known: privateKey))
        return try binance(account, signer: signer, listens: false)
    }

    private static func binance(_ account: TradingAccount, signer: Ed25519Signer?, listens: Bool) throws -> Self {
        let exchange = try BinanceExchange(
            .binanceETH,
            opening: opening,
            accounts: [account],
            digests: OpenSSLMessageDigests()
        )
        var trader = Self(exchange, account)
        trader.signer = signer
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
        list.append(("signature", signature(payload)))
        let members = list.map { JSONValue.Member(name: $0.0, value: .string($0.1)) }
        let text = JSONValue.members(["id": .string("1"), "method": .string(method), "params": .object(members)]).text
        return try say(text)
    }

    private func signature(_ payload: String) -> String {
        let bytes = Array(payload.utf8)
        if let signer { return Base64.encode(signer.authenticate(bytes)) }
        return Self.hexadecimal(OpenSSLMessageDigests().hmacSHA256(bytes, key: account.secret ?? []))
    }

    /// Asks over HTTP.
    mutating func rest(_ method: String, _ path: String, _ parameters: String) throws -> (status: Int, body: JSONValue)?
    {
        let query = parameters + (parameters.isEmpty ? "" : "&") + "timestamp=\(milliseconds)"
        let encoded = signature(query).replacing("+", with: "%2B").replacing("/", with: "%2F")
            .replacing("=", with: "%3D")
        let target = "/api/v3/\(path)?\(query)&signature=\(encoded)"
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
        return try post(name, body, nonce: number, key: key)
    }

    /// Asks over HTTP with a JSON object, whose other members are given.
    mutating func rest(_ name: String, json members: String) throws -> JSONValue? {
        nonce += 1
        return try post(name, #"{"nonce":\#(nonce * 1_000),\#(members)}"#, nonce: nonce * 1_000, key: "key")
    }

    private mutating func post(_ name: String, _ body: String, nonce number: UInt64, key: String) throws -> JSONValue? {
        let path = "/0/private/" + name
        let sign = KrakenSignature.text(
            Array(path.utf8),
            nonce: String(number),
            body: Array(body.utf8),
            secret: account.secret ?? [],
            OpenSSLMessageDigests()
        )
        let headers = [HTTPHeader("API-Key", key), HTTPHeader("API-Sign", sign)]
        return try request(ExchangeRequest(method: "POST", target: path, headers: headers, body: Array(body.utf8)))?.1
    }
}
