import Books
import TestKit
import Testing
import Venues

/// The whole session: what is subscribed, what is published, and what the book is worth.
@Suite("Kraken: the session")
struct KrakenSessionTests {
    static let subscribe =
        #"{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":10}}"#
    static let unsubscribe =
        #"{"method":"unsubscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":10}}"#

    @Test("A connection subscribes the rules, the book to its depth and the trades")
    func connected() throws {
        var bench = SessionBench(try KrakenBench.session())
        #expect(bench.session.endpoint.path == "/v2")
        #expect(bench.session.deadline == nil)
        bench.connect()
        #expect(
            bench.sent == [
                #"{"method":"subscribe","params":{"channel":"instrument"}}"#, Self.subscribe,
                #"{"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USD"],"snapshot":false}}"#,
            ]
        )
        #expect(bench.states == [.syncing])
        for message in bench.sent { #expect(JSONReading.foundation([UInt8](message.utf8)) != nil) }
    }

    @Test("A recorded connection proves itself from its first snapshot on, resubscriptions included")
    func recorded() throws {
        var bench = try KrakenBench.connected()
        var plain = PlainKrakenBook(depth: 10)
        var live = 0
        var books = 0
        for message in try Recorded.kraken() {
            bench.receive(message)
            plain.apply(try JSONValue(message.span), symbol: KrakenBench.symbol)
            live += bench.states.count { $0 == .live }
            #expect(bench.effects.acts.isEmpty)
            books += message.starts(with: #"{"channel":"book""#.utf8) ? 1 : 0
            let unit = KrakenBench.feed().instrument.priceUnit
            let prices = try plain.bids.map { try DecimalText.parse($0.price, unit: unit) }
            #expect(bench.judge.book.bids.top(.max).map(\.price.units) == prices)
        }
        #expect(live == 3)
        #expect(bench.judge.updates == books)
        #expect(books > 20)
        #expect(bench.judge.state == .live)
    }

    @Test("Changes are cut to the depth and numbered, with the venue's time")
    func updates() throws {
        var (bench, venue) = try KrakenBench.live(depth: 2)
        let changes = [("102.0", "1.00000000"), ("100.5", "1.00000000"), ("100.5", "3.00000000")]
        bench.receive(venue.update(asks: changes))
        let update = try #require(bench.books.first)
        #expect(update.kind == .delta)
        #expect(update.sequence == 2)
        #expect(update.depth == 2)
        #expect(update.receiveTime == bench.now)
        #expect(update.exchangeTime == WallTime(nanoseconds: 1_787_610_117_110_183_000))
        #expect(bench.judge.book.asks.top(.max).map(\.price.units) == [10_050, 10_100])
        bench.receive(venue.update(asks: [("100.5", "0.00000000"), ("102.0", "1.00000000")]))
        #expect(bench.judge.book.asks.top(.max).map(\.price.units) == [10_100, 10_200])
    }

    @Test("A wrong checksum loses the book before it is published, and the book is subscribed again")
    func wrongChecksum() throws {
        var (bench, venue) = try KrakenBench.live()
        bench.receive(venue.update(bids: [("100.5", "1.00000000")], wrong: true))
        #expect(bench.states == [.resyncing(.checksum)])
        #expect(bench.books.isEmpty)
        #expect(bench.effects.market.levels.isEmpty)
        #expect(bench.sent == [Self.unsubscribe, Self.subscribe])
        bench.receive(venue.update(bids: [("100.6", "1.00000000")]))
        #expect(bench.effects.market.isEmpty)
        #expect(bench.effects.acts.isEmpty)
        bench.receive(venue.snapshot(bids: [("99.0", "1.00000000")], asks: []))
        #expect(bench.states == [.live])
        #expect(bench.books.map(\.kind) == [.snapshot])
    }

    @Test("A snapshot whose checksum is wrong is no book")
    func wrongSnapshot() throws {
        var bench = try KrakenBench.connected()
        var venue = KrakenBench.Venue(depth: 10)
        let text = venue.snapshot(bids: [("99.0", "1.00000000")], asks: [])
        bench.receive(text.replacing(#""checksum":"#, with: #""checksum":1"#))
        #expect(bench.books.isEmpty)
        #expect(!bench.states.contains(.live))
    }

    @Test(
        "The fifth failure in a row ends the connection, whether or not snapshots come in between",
        arguments: [false, true]
    )
    func fiveFailures(withSnapshots: Bool) throws {
        var (bench, venue) = try KrakenBench.live()
        for failure in 1...5 {
            if failure > 1, withSnapshots {
                bench.receive(venue.snapshot(bids: [("99.0", "1.00000000")], asks: []))
                #expect(bench.states == [.live])
                bench.receive(venue.update(bids: [("98.0", "1.00000000")], wrong: true))
            } else if failure > 1 {
                bench.pass(.seconds(5))
            } else {
                bench.receive(venue.update(bids: [("98.0", "1.00000000")], wrong: true))
            }
            guard failure == 5 else {
                #expect(bench.disconnect == nil, "\(failure)")
                #expect(bench.sent == [Self.unsubscribe, Self.subscribe])
                continue
            }
            let cause = "Kraken's book of BTC/USD could not be proved 5 times in a row"
            #expect(bench.disconnect == .closedByVenue(cause))
            #expect(bench.sent.isEmpty)
        }
    }

    @Test("A change that proves itself begins the count of failures anew")
    func failuresForgiven() throws {
        var (bench, venue) = try KrakenBench.live()
        for price in 1...20 {
            bench.receive(venue.update(bids: [("\(price).0", "1.00000000")], wrong: true))
            #expect(bench.disconnect == nil)
            bench.receive(venue.snapshot(bids: [("99.0", "1.00000000")], asks: []))
            bench.receive(venue.update(bids: [("98.0", "1.00000000")]))
            #expect(bench.books.count == 1)
        }
    }

    @Test("An answer that the book is unsubscribed loses a live book, and without a snapshot it is subscribed again")
    func unsubscribed() throws {
        var (bench, venue) = try KrakenBench.live()
        bench.receive(
            #"{"method":"unsubscribe","result":{"channel":"book","depth":10,"symbol":"BTC/USD"},"success":true}"#
        )
        #expect(bench.states == [.syncing])
        bench.receive(venue.update(bids: [("98.0", "1.00000000")]))
        #expect(bench.books.isEmpty)
        let acts = bench.pass(.seconds(5))
        #expect(acts.compactMap(\.sentText).suffix(2) == [Self.unsubscribe, Self.subscribe])
        bench.receive(venue.snapshot(bids: [("99.0", "1.00000000")], asks: []))
        #expect(bench.states == [.live])
    }

    @Test("A snapshot that does not come is asked for again after five seconds")
    func overdue() throws {
        var bench = try KrakenBench.connected()
        let early = bench.pass(TimeSpan(nanoseconds: 4_999_999_999))
        #expect(early.isEmpty)
        let acts = bench.pass(TimeSpan(nanoseconds: 1))
        #expect(acts.compactMap(\.sentText) == [Self.unsubscribe, Self.subscribe])
        #expect(acts.compactMap(\.noteText) == ["Kraken sent no snapshot of BTC/USD: subscribing again"])
        var (live, _) = try KrakenBench.live()
        let later = live.pass(.seconds(600))
        #expect(later.isEmpty)
    }

    @Test("A message that cannot be read loses the book at once, with a note that says why")
    func unreadable() throws {
        var (bench, _) = try KrakenBench.live()
        bench.receive(
            #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1.001,"qty":1}]}]}"#
        )
        #expect(bench.states == [.resyncing(.unreadable)])
        #expect(bench.notes.first?.contains("finer than the instrument's unit") == true)
        #expect(bench.sent == [Self.unsubscribe, Self.subscribe])
    }

    @Test(
        "Another depth than the one that was asked for is refused",
        arguments: ["1", "0", "-1", "25", "1000000000000"]
    )
    func otherDepth(depth: String) throws {
        var (bench, venue) = try KrakenBench.live()
        let answer = #"{"method":"subscribe","result":{"channel":"book","depth":10,"symbol":"BTC/USD"}}"#
        bench.receive(answer)
        #expect(bench.effects.acts.isEmpty)
        bench.receive(answer.replacing("10", with: depth))
        guard case .refused(let sentence)? = bench.disconnect else {
            Issue.record("\(bench.effects.acts)")
            return
        }
        #expect(sentence.contains("\(depth) levels"))
        bench.receive(venue.update(bids: [("99.5", "1.00000000")]))
        #expect(bench.books.first?.depth == 10)
    }

    @Test("A depth that cannot be read changes nothing", arguments: ["1e3", "99999999999999999999", "\"5\"", "null"])
    func unreadableDepth(depth: String) throws {
        var (bench, venue) = try KrakenBench.live()
        bench.receive(#"{"method":"subscribe","result":{"channel":"book","depth":\#(depth),"symbol":"BTC/USD"}}"#)
        #expect(bench.effects.acts.isEmpty)
        bench.receive(venue.update(bids: [("99.5", "1.00000000")]))
        #expect(bench.books.first?.depth == 10)
    }

    @Test("A resync that is asked for subscribes again; without a connection nothing happens")
    func resync() throws {
        var (bench, venue) = try KrakenBench.live()
        bench.handle(.resync(.overflow))
        #expect(bench.states == [.resyncing(.overflow)])
        #expect(bench.sent == [Self.unsubscribe, Self.subscribe])
        bench.handle(.disconnected)
        #expect(bench.effects.market.isEmpty)
        bench.handle(.resync(.overflow))
        bench.receive(venue.snapshot(bids: [("99.0", "1.00000000")], asks: []))
        bench.receive(KrakenBench.status("maintenance"))
        bench.handle(.answer(RequestNumber(1), .failure(TransportError(.timeout, "x"))))
        #expect(bench.books.isEmpty)
        #expect(bench.session.deadline == nil)
    }

    @Test(
        "Messages of no use leave nothing behind",
        arguments: [
            #"{"channel":"heartbeat"}"#, #"{"method":"pong"}"#, #"{"channel":"ticker","data":[{"symbol":"BTC/USD"}]}"#,
            #"{"channel":"book","type":"update","data":[{"symbol":"ETH/USD","bids":[{"price":1,"qty":1}],"checksum":1}]}"#,
            #"{"channel":"book","type":"snapshot","data":[{"symbol":"btc/usd","bids":[],"checksum":0}]}"#,
            #"{"error":"Currency pair not supported FOO/BAR","method":"subscribe","success":false,"symbol":"FOO/BAR"}"#,
        ]
    )
    func noUse(text: String) throws {
        var (bench, venue) = try KrakenBench.live()
        bench.receive(text)
        #expect(bench.effects.market.isEmpty)
        #expect(bench.effects.acts.isEmpty)
        bench.receive(venue.update(bids: [("100.5", "1.00000000")]))
        #expect(bench.books.count == 1)
    }

    @Test("Trades pass on as they come")
    func trades() throws {
        var (bench, _) = try KrakenBench.live()
        bench.receive(
            #"{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":1.5,"qty":2,"#
                + #""trade_id":9,"timestamp":"2023-10-06T17:35:55.440295Z"}]}"#
        )
        guard case .trade(let trade) = bench.effects.market.events.first else {
            Issue.record("\(bench.effects.market)")
            return
        }
        #expect(trade.side == .sell)
        #expect(trade.identifier == 9)
    }
}
