import Books
import Testing
import Venues

@testable import Simulator

@Suite("What goes wrong with orders")
struct OrderFaultTests {
    private typealias Binance = TradingDesk<BinanceExchange>
    private typealias Kraken = TradingDesk<KrakenExchange>

    @Test(
        "Whatever becomes of an answer, the ledger has the order or has it not, as the fault says",
        arguments: [
            (Fault.loseAnswer, true), (.dropRequest, false), (.cutAfter, true), (.cutBefore, false),
            (.orderTimeout(.placed), true), (.orderTimeout(.absent), false), (.orderFailure(.placed), true),
            (.orderFailure(.absent), false), (.reject(code: "any"), false), (.duplicateAnswer, true),
        ]
    )
    func answers(fault: Fault, isPlaced: Bool) throws {
        let order = FaultOrder(fault, times: 1)
        var binance = try Binance.binance(listens: false)
        binance.desk.give(.fault(order))
        let heard = try binance.order("BUY", "2001.00", "0.5000", "IOC", id: "a")
        #expect(try binance.ledger().fills.count == (isPlaced ? 1 : 0))
        var kraken = try Kraken.kraken()
        kraken.desk.give(.fault(order))
        let said = try kraken.order("buy", "2001", "0.5", "ioc", id: "a")
        #expect(try kraken.ledger().fills.count == (isPlaced ? 1 : 0))
        let answers = said.filter { $0["method"] != nil }
        switch fault {
        case .loseAnswer, .dropRequest, .cutAfter, .cutBefore:
            #expect(heard.isEmpty)
            #expect(answers.isEmpty)
        case .orderTimeout:
            #expect(heard.first?["error"]?["code"]?.integer == -1_007)
            #expect(answers.first?["error"]?.string == "EService:Timeout")
        case .orderFailure:
            #expect(heard.first?["status"]?.integer == 503)
            #expect(answers.first?["error"]?.string == "EService:Unavailable")
        case .reject:
            #expect(heard.first?["error"]?["code"]?.integer == -2_010)
            #expect(answers.first?["error"]?.string == "EOrder:Insufficient funds")
        default:
            #expect(heard.count == 2)
            #expect(answers.count == 2)
        }
        if fault == .cutAfter || fault == .cutBefore {
            #expect(binance.desk.effects.contains(.reset(binance.socket)))
            #expect(kraken.desk.effects.contains(.reset(kraken.socket)))
        }
        // It acted once.
        #expect(binance.desk.exchange.faultReport.active.isEmpty)
    }

    @Test("Queries lag behind the engine, and catch up")
    func lag() throws {
        var trader = try Binance.binance(listens: false)
        trader.desk.give(.fault(FaultOrder(.queryLag(.seconds(2)))))
        _ = try trader.order("BUY", "1500.00", "0.0100", id: "a")
        let ask = { try trader.ask("order.status", ["symbol": "ETHUSDT", "origClientOrderId": "a"]).first }
        #expect(try ask()?["error"]?["code"]?.integer == -2_013)
        _ = trader.desk.wait(.seconds(3))
        #expect(try ask()?["result"]?["status"]?.string == "NEW")
        _ = try trader.ask("order.cancel", ["symbol": "ETHUSDT", "origClientOrderId": "a"])
        #expect(try ask()?["result"]?["status"]?.string == "NEW")
        _ = trader.desk.wait(.seconds(2))
        #expect(try ask()?["result"]?["status"]?.string == "CANCELED")
    }

    @Test("Private events get lost, double, change places and fall silent; a gap shows in Kraken's sequence")
    func events() throws {
        var trader = try Kraken.kraken()
        let sequences = { (heard: [JSONValue]) in heard.compactMap { $0["sequence"]?.integer } }
        trader.desk.give(.fault(FaultOrder(.eventGap)))
        #expect(sequences(try trader.order("buy", "1500", "0.01", id: "a")) == [3])
        trader.desk.give(.fault(FaultOrder(.eventDuplicate)))
        #expect(sequences(try trader.order("buy", "1500", "0.01", id: "b")) == [4, 4, 5])
        trader.desk.give(.fault(FaultOrder(.eventReorder)))
        #expect(sequences(try trader.order("buy", "1500", "0.01", id: "c")) == [7, 6])
        trader.desk.give(.fault(FaultOrder(.eventSilence)))
        #expect(sequences(try trader.order("buy", "1500", "0.01", id: "d")).isEmpty)
    }

    @Test("Answers come late while events do not; a firewall answers with a page; keys can be revoked")
    func late() throws {
        var trader = try Binance.binance()
        trader.desk.give(.fault(FaultOrder(.answerDelay(.milliseconds(300)))))
        let heard = try trader.order("BUY", "1500.00", "0.0100", id: "a")
        #expect(heard.allSatisfy { $0["event"] != nil })
        let answers = try trader.heard(trader.desk.wait(.milliseconds(300)))
        #expect(answers.first?["result"]?["clientOrderId"]?.string == "a")
        trader.desk.give(.faultEnd(nil))
        trader.desk.give(.fault(FaultOrder(.firewall, times: 1)))
        #expect(try trader.rest("GET", "account", "")?.status == 403)
        trader.desk.give(.fault(FaultOrder(.keyRevoked)))
        #expect(try trader.rest("GET", "account", "")?.body["code"]?.integer == -2_015)
    }

    @Test("A restart ends every connection and session and keeps orders and balances; expired tokens are refused")
    func restart() throws {
        var trader = try Kraken.kraken()
        _ = try trader.order("buy", "1500", "0.01", id: "a")
        let before = try trader.ledger()
        trader.desk.give(.fault(FaultOrder(.restart)))
        #expect(try trader.ledger() == before)
        #expect(trader.desk.effects.contains { if case .close(trader.socket, _, _) = $0 { true } else { false } })
        trader.socket = trader.desk.connect("/v2")
        #expect(try trader.order("buy", "1500", "0.01", id: "b").first?["error"]?.string == "ESession:Invalid session")
        var binance = try Binance.binance()
        let told = try binance.heard(binance.desk.give(.fault(FaultOrder(.tokenExpiry))))
        #expect(told.first?["event"]?["e"]?.string == "eventStreamTerminated")
        #expect(try binance.order("BUY", "1500.00", "0.0100", id: "a").count == 1)
    }
}
