import Books
import Testing
import Venues

typealias KrakenOrderBench = ExecutionBench<KrakenExecution>

extension ExecutionBench where Session == KrakenExecution {
    static func kraken(nonceFloor: UInt64 = 0) throws -> Self {
        let stream = try #require(Endpoint(host: "ws-auth.example.com", port: 443, isSecure: true, path: "/"))
        let rest = try #require(Endpoint(host: "api.example.com", port: 443, isSecure: true, path: "/"))
        return Self(
            try #require(
                KrakenExecution(
                    feed: feed("ETH/USDT"),
                    stream: stream,
                    rest: rest,
                    signer: CanarySigner(),
                    nonces: NonceSource(above: nonceFloor)
                )
            )
        )
    }

    /// A bench whose private stream is up.
    static func ready() throws -> Self {
        var bench = try kraken()
        try bench.bringUp()
        bench.events.removeAll()
        return bench
    }

    mutating func bringUp() throws {
        give(.opened)
        let ping = try nextText()
        let stamp = wallText
        say(
            #"{"method":"pong","req_id":\#(ping["req_id"]?.integer ?? 0),"time_in":"\#(stamp)","time_out":"\#(stamp)"}"#
        )
        try answer("/0/public/Assets", Self.assetWords)
        try answer("/0/private/GetWebSocketsToken", #"{"token":"CANARYTOKEN","expires":900}"#)
        let executions = try nextText()
        #expect(executions["params"]?["channel"]?.string == "executions")
        let balances = try nextText()
        #expect(balances["params"]?["channel"]?.string == "balances")
        answer(executions, #"{"channel":"executions","maxratecount":60,"snap_orders":true}"#)
        say(#"{"channel":"executions","type":"snapshot","data":[],"sequence":1}"#)
    }

    static var assetWords: String {
        #"{"XETH":{"altname":"ETH"},"USDT":{"altname":"USDT"},"XXBT":{"altname":"XBT"},"ZUSD":{"altname":"USD"}}"#
    }

    /// The venue's time now, which is ours in these tests.
    var wallText: String {
        var bytes: [UInt8] = []
        RFC3339.append(wall, fractionDigits: 6, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func answer(_ request: JSONValue, _ result: String) {
        let method = request["method"]?.string ?? ""
        say(#"{"method":"\#(method)","req_id":\#(request["req_id"]?.integer ?? 0),"result":\#(result),"success":true}"#)
    }

    mutating func refuse(_ request: JSONValue, _ words: String) {
        let method = request["method"]?.string ?? ""
        say(
            #"{"method":"\#(method)","req_id":\#(request["req_id"]?.integer ?? 0),"error":"\#(words)","success":false}"#
        )
    }

    /// Answers the next request by REST, which must be to `path`.
    mutating func answer(_ path: String, _ result: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let first = try #require(requests.first, "nothing was asked by REST", sourceLocation: sourceLocation)
        #expect(first.request.endpoint.path == path, sourceLocation: sourceLocation)
        answer(200, #"{"error":[],"result":\#(result)}"#)
    }

    mutating func submit(_ match: UInt64) throws -> JSONValue {
        let count = orders.count
        command(.submit(order(match)))
        try #require(orders.count == count + 1)
        return try JSONValue(text: orders[count].text)
    }

    static func name(_ match: UInt64) -> String { "OAAAAA-AAAAA-\(match)" }

    /// A message of the executions channel with one entry.
    mutating func execution(_ match: UInt64, _ sequence: Int, _ members: String) {
        let entry = #"{"order_id":"\#(Self.name(match))",\#(members)}"#
        say(#"{"channel":"executions","type":"update","data":[\#(entry)],"sequence":\#(sequence)}"#)
    }

    static var tradeWords: String {
        #""exec_id":"TGBB7L-HT5LX-J3BZ4A","exec_type":"trade","last_qty":0.20000000,"last_price":2500.00,"order_status":"partially_filled","cum_qty":0.2,"fees":[{"asset":"USDT","qty":2.0}],"timestamp":"2026-09-21T14:13:20.005Z""#
    }

    static func openWords(_ match: UInt64, _ status: String, executed: String) -> String {
        """
        {"\(name(match))":{"status":"\(status)","cl_ord_id":"\(id(match).text)","opentm":1790000000.5,"vol":"0.5",\
        "vol_exec":"\(executed)","descr":{"pair":"ETHUSDT","type":"buy","ordertype":"limit","price":"2500.10"}}}
        """
    }
}
