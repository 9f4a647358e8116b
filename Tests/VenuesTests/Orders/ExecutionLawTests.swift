import Books
import TestKit
import Testing
import Venues

/// What no input may ever bring about.
@Suite("Execution sessions: laws")
struct ExecutionLawTests {
    @Test("The bytes of an order are handed over at most once, never late, whatever happens: Binance")
    func onceBinance() {
        once {
            try BinanceOrderBench.ready()
        } again: {
            try $0.bringUp()
        }
    }

    @Test("The bytes of an order are handed over at most once, never late, whatever happens: Kraken")
    func onceKraken() {
        once {
            try KrakenOrderBench.ready()
        } again: {
            try $0.bringUp()
        }
    }

    private func once<Session: ExecutionSession>(
        _ make: () throws -> ExecutionBench<Session>,
        again: (inout ExecutionBench<Session>) throws -> Void
    ) {
        forEachSeed(1...40) { seed, generator in
            var bench = try make()
            var expiry: [ClientOrderID: MonotonicTime] = [:]
            for _ in 0..<120 {
                let known = bench.orders.count
                bench.isGateOpen = !generator.oneIn(5)
                let match = generator.pick(UInt64(1)...30)
                switch generator.pick(0...11) {
                case 0...3:
                    let order = bench.order(match, in: .milliseconds(generator.pick(-100...3_000)))
                    expiry[order.id] = expiry[order.id] ?? order.expiresAt
                    bench.command(.submit(order))
                case 4: bench.command(.cancel(ExecutionBench<Session>.question(match, number: generator.pick(1...3))))
                case 5: bench.command(.query(ExecutionBench<Session>.question(match)))
                case 6: bench.command(.fetchTrades(ExecutionBench<Session>.question(match)))
                case 7: bench.give(.closedByVenue("bye"))
                case 8:
                    bench.give(.opened)
                    if generator.oneIn(2), bench.texts.isEmpty == false { bench.texts.removeAll() }
                case 9: bench.pass(.milliseconds(generator.pick(0...4_000)))
                case 10:
                    let status = generator.pick([200, 400, 403, 429, 500])
                    if !bench.requests.isEmpty {
                        bench.answer(status, generator.pick(["{}", "[]", "x", #"{"code":-1021,"msg":""}"#]))
                    }
                default:
                    bench.command(.reconcile(tradesSince: ExecutionBench<Session>.wallStart))
                }
                for order in bench.orders[known...] {
                    #expect(expiry[order.id].map { bench.steady < $0 } == true, "seed \(seed)")
                }
            }
            #expect(Set(bench.orders.map(\.id)).count == bench.orders.count, "seed \(seed)")
            // Whatever was given is either told as not started or was begun to be sent.
            for id in expiry.keys {
                let said = bench.events.contains { event in
                    switch event {
                    case .evidence(_, id, .sendStarted), .evidence(_, id, .notStarted): true
                    default: false
                    }
                }
                #expect(said, "seed \(seed)")
            }
        }
    }

    @Test("No private message traps, however it is mangled: Binance")
    func mangledBinance() {
        let messages = [
            BinanceOrderBench.report(1, "TRADE", "PARTIALLY_FILLED", executed: "0.2", BinanceOrderBench.tradeWords),
            #"{"id":4,"status":200,"result":\#(BinanceOrderBench.words(1, "EXPIRED", executed: "0.2", fills: BinanceOrderBench.fillWords)),"rateLimits":[{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":50,"count":12}]}"#,
            #"{"id":4,"status":429,"error":{"code":-1003,"msg":"x","data":{"retryAfter":1790000030000}}}"#,
            #"{"subscriptionId":0,"event":{"e":"outboundAccountPosition","u":1,"B":[{"a":"ETH","f":"1.0","l":"0.5"}]}}"#,
        ]
        mangle(messages) { try BinanceOrderBench.ready() }
    }

    @Test("No private message traps, however it is mangled: Kraken")
    func mangledKraken() {
        let entry =
            #"{"order_id":"OAAAAA-AAAAA-1","cl_ord_id":"\#(KrakenOrderBench.id(1).text)",\#(KrakenOrderBench.tradeWords)}"#
        let messages = [
            #"{"channel":"executions","type":"update","data":[\#(entry)],"sequence":2}"#,
            #"{"method":"add_order","req_id":6,"result":{"order_id":"OAAAAA-AAAAA-1"},"success":true,"time_in":"2026-09-21T14:13:20.005Z"}"#,
            #"{"method":"add_order","req_id":6,"error":"EService:Throttled:1790000005","success":false}"#,
            #"{"channel":"balances","type":"update","data":[{"asset":"ETH","balance":1e-8}],"sequence":2}"#,
        ]
        mangle(messages) { try KrakenOrderBench.ready() }
    }

    private func mangle<Session: ExecutionSession>(
        _ messages: [String],
        _ make: () throws -> ExecutionBench<Session>
    ) {
        forEachSeed(1...200) { seed, generator in
            var bench = try make()
            bench.command(.submit(bench.order(1)))
            bench.command(.query(ExecutionBench<Session>.question(1)))
            for _ in 0..<6 {
                let message = Array(generator.pick(messages).utf8)
                let mangled = MutatedMessage.make(from: message, &generator)
                bench.say(mangled)
                if !bench.requests.isEmpty, generator.oneIn(2) {
                    bench.answer(200, String(decoding: mangled, as: UTF8.self))
                }
                bench.pass(.milliseconds(generator.pick(0...800)))
            }
            #expect(bench.orders.count <= 1, "seed \(seed)")
        }
    }

    @Test("Nothing that a session says shows the key, a signature or a token")
    func canary() throws {
        var said = ""
        for (place, row) in BinanceOrderTests.rows.enumerated() {
            var bench = try BinanceOrderBench.ready(place.isMultiple(of: 2) ? .hmac : .ed25519)
            bench.refuse(try bench.submit(1), row.status, row.code, row.words)
            bench.command(.cancel(BinanceOrderBench.question(1)))
            bench.command(.reconcile(tradesSince: BinanceOrderBench.wallStart))
            bench.say("{")
            bench.command(.query(BinanceOrderBench.question(3)))
            if !bench.requests.isEmpty { bench.answer(row.status, #"{"code":\#(row.code),"msg":"\#(row.words)"}"#) }
            bench.pass(.seconds(60))
            said += "\(bench.events)"
        }
        for row in KrakenOrderTests.rows {
            var bench = try KrakenOrderBench.ready()
            bench.refuse(try bench.submit(1), row.words)
            bench.command(.deadMansSwitch(.seconds(60)))
            bench.command(.query(KrakenOrderBench.question(3)))
            if !bench.requests.isEmpty { bench.answer(200, #"{"error":["\#(row.words)"]}"#) }
            bench.pass(.seconds(60))
            said += "\(bench.events)"
        }
        #expect(said.contains("Filter failure: LOT_SIZE") && said.contains("EOrder:Insufficient funds"))
        for form in CanarySigner.forms { #expect(!said.contains(form)) }
        // They are in what is sent, or the test would look for nothing.
        for (kind, texts) in [(SignatureKind.hmac, [0, 1]), (.ed25519, [0, 2])] {
            var binance = try BinanceOrderBench.ready(kind)
            _ = try binance.submit(1)
            #expect(texts.allSatisfy { binance.orders[0].text.contains(CanarySigner.forms[$0]) })
            // What a query may not have is percent-encoded, as everything there.
            binance.give(.closedByVenue("gone"))
            binance.command(.cancel(BinanceOrderBench.question(1)))
            let request = try #require(binance.requests.last).request
            let form = CanarySigner.forms[kind == .hmac ? 1 : 3]
            #expect(request.endpoint.path.hasSuffix("&signature=\(form)"))
        }
        var kraken = try KrakenOrderBench.ready()
        _ = try kraken.submit(1)
        #expect(kraken.orders[0].text.contains("CANARYTOKEN"))
    }
}
