import Books
import TestKit
import Testing
import Venues

@testable import Simulator

@Suite("What can go wrong with connections to the simulated exchanges")
struct ConnectionFaultTests {
    private static let stream = "/ws/ethusdt@depth@100ms"

    private static func desk() -> Desk<BinanceExchange> {
        let opening = MarketSnapshot(
            lastID: 100,
            bids: [BookLevel(price: 268_000, quantity: 1_000_000)],
            asks: [BookLevel(price: 268_010, quantity: 1_000_000)]
        )
        return Desk(BinanceExchange(.binanceETH, opening: opening))
    }

    private static func change(_ lastID: Int64) -> ExchangeInput {
        .market(.depth(MarketDepth(lastID: lastID, bids: [BookLevel(price: 267_000, quantity: lastID)], asks: [])))
    }

    @Test("A close and a reset meet those who are there, or the next who comes")
    func ends() {
        var desk = Self.desk()
        let first = desk.connect(Self.stream)
        #expect(desk.give(.fault(FaultOrder(.close(code: 1013)))) == [.close(first, code: 1013, reason: "closed")])
        #expect(desk.give(.fault(FaultOrder(.reset))).isEmpty)
        let second = desk.connect(Self.stream)
        #expect(Array(desk.effects.suffix(2)) == [.accept(second), .reset(second)])
        #expect(desk.give(Self.change(101)).isEmpty)
    }

    @Test("The oldest and the newest connection can be met alone")
    func scopes() {
        var desk = Self.desk()
        let clients = (0..<3).map { _ in desk.connect(Self.stream) }
        #expect(desk.give(.fault(FaultOrder(.reset, scope: .newest))) == [.reset(clients[2])])
        #expect(desk.give(.fault(FaultOrder(.halfOpen, scope: .oldest))) == [.mute(clients[0])])
        let effects = desk.give(Self.change(101))
        #expect(desk.texts(of: clients[0], in: effects).isEmpty)
        #expect(desk.texts(of: clients[1], in: effects).count == 1)
    }

    @Test("From a half-open connection nothing comes any more, not even a pong; others are not met")
    func halfOpen() {
        var desk = Self.desk()
        let dead = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.halfOpen)))
        let alive = desk.connect(Self.stream)
        let effects = desk.give(Self.change(101)) + desk.give(.ping(dead, [1])) + desk.give(.ping(alive, [2]))
        #expect(desk.texts(of: dead, in: effects).isEmpty)
        #expect(!effects.contains(.pong(dead, [1])))
        #expect(effects.contains(.pong(alive, [2])))
    }

    @Test("Half a message is followed by the end, an endless one by nothing")
    func partialMessages() {
        var desk = Self.desk()
        let first = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.halfFrame)))
        let half = desk.give(Self.change(101))
        guard half.count == 2, case .partial(first, let bytes, let length) = half[0] else {
            Issue.record("\(half)")
            return
        }
        #expect(bytes.count == length / 2 && half[1] == .drop(first))
        let second = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.oversized(bytes: 1 << 30))))
        let huge = desk.give(Self.change(102))
        guard huge.count == 2, case .partial(second, _, 1 << 30) = huge[0] else {
            Issue.record("\(huge)")
            return
        }
        #expect(huge[1] == .mute(second))
        #expect(desk.give(Self.change(103)).isEmpty)
    }

    @Test("The door is shut for a time, and slow for a time")
    func door() {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        let shut = desk.give(.fault(FaultOrder(.refuse, duration: .seconds(2))))
        #expect(shut == [.reset(client), .door(.shut)])
        #expect(desk.wait(.seconds(2)) == [.door(.open)])
        #expect(desk.give(.fault(FaultOrder(.slowTLS(.seconds(5))))) == [.door(.slow(.seconds(5)))])
        #expect(desk.give(.fault(FaultOrder(.refuse))) == [.door(.shut)])
        #expect(desk.give(.faultEnd(.refuse)) == [.door(.slow(.seconds(5)))])
        #expect(desk.give(.faultEnd(nil)) == [.door(.open)])
    }

    @Test("What is late comes in its order, at its time, and at once when the path is quick again")
    func delay() {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.delay(.seconds(1)), duration: .seconds(10))))
        #expect(desk.give(Self.change(101)).isEmpty)
        desk.wait(.milliseconds(500))
        #expect(desk.give(Self.change(102)).isEmpty)
        #expect(desk.texts(of: client, in: desk.wait(.milliseconds(500))).first?.contains("\"u\":101") == true)
        desk.give(Self.change(103))
        let rest = desk.texts(of: client, in: desk.give(.faultEnd(.delay)))
        #expect(rest.count == 2 && rest[0].contains("\"u\":102") && rest[1].contains("\"u\":103"))
        #expect(desk.texts(of: client, in: desk.give(Self.change(104))).count == 1)
    }

    @Test("A wrong clock shows in what is told, and in nothing else")
    func skew() {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.skew(.seconds(-5)))))
        let milliseconds = desk.now.wall.nanoseconds / 1_000_000 - 5_000
        #expect(
            desk.texts(of: client, in: desk.give(Self.change(101))).first?.contains("\"E\":\(milliseconds)") == true
        )
        #expect(desk.get("/api/v3/time")?.text == "{\"serverTime\":\(milliseconds)}")
    }

    @Test("A message can be damaged in every form, and none of them is the message", arguments: CorruptForm.allCases)
    func damage(form: CorruptForm) {
        let messages = [
            #"{"e":"depthUpdate","E":1,"s":"ETHUSDT","U":1,"u":2,"b":[["2680.00","1.5"]],"a":[["2680.10","0"]]}"#,
            #"{"channel":"book","type":"update","data":[{"symbol":"ETH/USDT","bids":[{"price":2680.00,"qty":1.5}],"#
                + #""asks":[],"checksum":1,"timestamp":"2024-08-08T23:54:15.000001Z"}]}"#,
            "{}", "",
        ]
        for message in messages {
            let damaged = form.damaged(Array(message.utf8))
            #expect(damaged != Array(message.utf8) || message.isEmpty, "\(message)")
        }
        if form == .nan {
            let text = String(decoding: form.damaged(Array(messages[1].utf8)), as: UTF8.self)
            #expect(text.contains("\"price\":NaN,"))
        }
    }

    @Test("Whatever goes wrong and however much at once, an exchange goes on and is whole again at its end")
    func randomFaults() {
        forEachSeed(1...60) { seed, generator in
            var desk = Self.desk()
            var lastID: Int64 = 100
            for _ in 0..<200 {
                switch generator.pick(0...5) {
                case 0:
                    let row = generator.pick(FaultTable.rows.filter { $0.venues.contains(.binance) })
                    let times = row.extent == .state || generator.oneIn(2) ? nil : generator.pick(1...3)
                    let span = generator.oneIn(3) ? nil : TimeSpan.milliseconds(generator.pick(1...3_000))
                    let scope = generator.pick(FaultScope.allCases)
                    desk.give(
                        .fault(FaultOrder(FaultText.standard(row.kind), times: times, duration: span, scope: scope))
                    )
                case 1: _ = desk.connect(Self.stream)
                case 2: _ = desk.get("/api/v3/depth?symbol=ETHUSDT")
                case 3: desk.wait(.milliseconds(generator.pick(0...800)))
                default:
                    lastID += 1
                    desk.give(Self.change(lastID))
                }
            }
            desk.give(.faultEnd(nil))
            // Those that were silenced stay so; a new client sees an exchange like any other.
            let client = desk.connect(Self.stream)
            let texts = desk.texts(of: client, in: desk.give(Self.change(lastID + 1)))
            #expect(texts.count == 1, "seed \(seed)")
            #expect(desk.exchange.book.bids.best?.price == 268_000, "seed \(seed)")
            #expect(desk.exchange.faultReport.active.isEmpty, "seed \(seed)")
        }
    }
}
