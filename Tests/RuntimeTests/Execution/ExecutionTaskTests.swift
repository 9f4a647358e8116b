import Books
import Runtime
import TestKit
import Testing
import Threads
import Venues

/// An execution client on its own thread, against a venue in memory.
@Suite("Execution task")
struct ExecutionTaskTests {
    private struct NoTags: OrderTagging {
        func tag(_ digits: [UInt8]) -> UInt32 { 7 }
    }

    private struct PlainSigner: RequestSigner {
        let key = "key"
        let kind = SignatureKind.hmac
        func authenticate(_ message: [UInt8]) -> [UInt8] { [1, 2, 3] }
        func sha256(_ message: [UInt8]) -> [UInt8] { [] }
    }

    /// The venues that there are clients for.
    enum Kind: CaseIterable, Sendable {
        case binance
        case kraken
    }

    private static let slot = VenueID(slot: 0)

    /// Answers what Binance is asked, as far as these tests go.
    @Sendable private static func reply(_ text: String) -> [String] {
        guard let request = try? JSONValue(text: text), let id = request["id"]?.integer else { return [] }
        func answer(_ result: String) -> [String] { [#"{"id":\#(id),"status":200,"result":\#(result)}"#] }
        switch request["method"]?.string {
        case "time": return answer(#"{"serverTime":\#(SteadyClock.wallTime.nanoseconds / 1_000_000)}"#)
        case "userDataStream.subscribe.signature": return answer(#"{"subscriptionId":0}"#)
        case "order.place":
            let name = request["params"]?["newClientOrderId"]?.string ?? ""
            return answer(
                #"{"symbol":"ETHUSDT","orderId":1,"clientOrderId":"\#(name)","executedQty":"1","status":"FILLED","fills":[]}"#
            )
        default: return []
        }
    }

    private static func order(_ match: UInt64) -> OrderRequest {
        OrderRequest(
            id: ClientOrderID(epoch: 1, match: match, leg: 0, attempt: 0, side: .buy, tags: NoTags()),
            venue: slot,
            side: .buy,
            limit: Price(units: 100),
            quantity: Quantity(units: 100),
            expiresAt: SteadyClock.now + .seconds(2)
        )
    }

    private static func client(
        _ kind: Kind,
        at endpoint: Endpoint,
        _ environment: ExecutionEnvironment
    ) -> (any ExecutionClient)? {
        let feed = FeedInstrument(
            venue: slot,
            instrument: Instrument(
                base: "ETH",
                quote: "USDT",
                priceUnit: DecimalUnit(decimals: 2),
                quantityUnit: DecimalUnit(decimals: 2)
            ),
            symbol: kind == .binance ? "ETHUSDT" : "ETH/USDT"
        )
        let signer = PlainSigner()
        switch kind {
        case .binance:
            return ExecutionTask<BinanceExecution>(
                binance: feed,
                stream: endpoint,
                rest: endpoint,
                signer: signer,
                environment: environment
            )
        case .kraken:
            return ExecutionTask<KrakenExecution>(
                kraken: feed,
                stream: endpoint,
                rest: endpoint,
                signer: signer,
                nonceFloor: 0,
                environment: environment
            )
        }
    }

    private func run(
        _ script: MemoryVenue.Script,
        kind: Kind = .binance,
        rest: MemoryREST = MemoryREST(),
        gate: OrderGate = OrderGate(),
        _ body: (any ExecutionClient, MemoryVenue, ExecutionBox) async throws -> Void
    ) async throws {
        let venue = MemoryVenue(script)
        let box = ExecutionBox()
        let network = FeedEnvironment(
            makePort: { MemoryPort(to: venue, wake: $0) },
            rest: rest,
            digests: PlainDigests(),
            random: { 0x0123_4567_89AB_CDEF },
            logger: LogCollector().logger
        )
        let endpoint = try #require(Endpoint(host: "127.0.0.1", port: 80, isSecure: false, path: "/"))
        let environment = ExecutionEnvironment(network: network, gate: gate, deliver: { box.take($0) })
        let task = try #require(Self.client(kind, at: endpoint, environment))
        try await withThrowingTaskGroup { group in
            group.addTask { await task.run() }
            do {
                try await body(task, venue, box)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    @Test("An order passes the open gate and is answered; with the gate closed not one byte leaves")
    func gate() async throws {
        let gate = OrderGate()
        try await run(MemoryVenue.Script(reply: Self.reply), gate: gate) { task, venue, box in
            try await eventually("the client is ready") { box.isReady }
            let (closed, open) = (Self.order(1), Self.order(2))
            task.send(.submit(closed))
            try await eventually("it is held") { !box.evidence(closed.id).isEmpty }
            #expect(box.evidence(closed.id) == [.notStarted(.gateClosed)])
            gate.set(true, for: Self.slot)
            task.send(.submit(open))
            let end = OrderEvidence.report(OrderReport(.filled, cumulative: Quantity(units: 100)))
            try await eventually("it is filled") { box.evidence(open.id).contains(end) }
            #expect(box.evidence(open.id).first == .sendStarted)
            #expect(venue.texts.filter { $0.contains("order.place") }.count == 1)
        }
    }

    @Test(
        "While a connection hangs in its opening, cancellations go by REST and new orders are told at once",
        arguments: Kind.allCases
    )
    func opening(kind: Kind) async throws {
        let (status, body, path) =
            switch kind {
            case .binance: (400, #"{"code":-2011,"msg":"Unknown order sent."}"#, "/api/v3/order?")
            case .kraken: (200, #"{"error":["EOrder:Unknown order"]}"#, "/0/private/CancelOrder")
            }
        let rest = MemoryREST { _ in .success(HTTPAnswer(status: status, headers: [], body: Array(body.utf8))) }
        try await run(MemoryVenue.Script(opening: { _ in .hang }), kind: kind, rest: rest) { task, venue, box in
            try await eventually("it is being opened") { venue.attempts > 0 }
            let order = Self.order(1)
            let start = SteadyClock.now
            task.send(.submit(order))
            task.send(.cancel(OrderQuestion(id: order.id, venue: Self.slot, number: 1)))
            try await eventually("the cancellation is answered") { box.evidence(order.id).count == 2 }
            #expect(SteadyClock.now - start < .seconds(4), "the opening would have taken five seconds")
            #expect(box.evidence(order.id).first == .notStarted(.noConnection))
            #expect(rest.asked.first?.hasPrefix(path) == true)
        }
    }

    @Test("A connection that breaks with an order under way leaves it in doubt, and is made again")
    func broken() async throws {
        let gate = OrderGate()
        gate.set(true, for: Self.slot)
        let script = MemoryVenue.Script(reply: { $0.contains("order.place") ? [] : Self.reply($0) })
        try await run(script, gate: gate) { task, venue, box in
            try await eventually("the client is ready") { box.isReady }
            let order = Self.order(1)
            task.send(.submit(order))
            try await eventually("it is sent") { venue.texts.contains { $0.contains("order.place") } }
            venue.hangUp()
            try await eventually("it is in doubt") { box.evidence(order.id).contains(.ambiguous(.disconnect)) }
            try await eventually("it connects again") { venue.attempts > 1 }
            #expect(venue.texts.filter { $0.contains("order.place") }.count == 1)
        }
    }
}
