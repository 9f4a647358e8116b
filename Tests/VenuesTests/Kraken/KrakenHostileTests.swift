import Books
import TestKit
import Testing
import Venues

/// A stream that is cut, changed and out of step: what is published is what the checksum proves.
@Suite("Kraken: hostile streams")
struct KrakenHostileTests {
    @Test("A session that is given every beginning of an update publishes none of them")
    func truncations() throws {
        var (bench, venue) = try KrakenBench.live()
        let update = [UInt8](venue.update(bids: [("100.5", "1.00000000")], asks: [("102.0", "1.50000000")]).utf8)
        for length in 0..<update.count {
            bench.receive(Array(update.prefix(length)))
            #expect(bench.books.isEmpty, "\(length)")
            #expect(!bench.states.contains(.live), "\(length)")
            bench.receive(venue.snapshot(bids: [("100.0", "1.00000000")], asks: [("101.0", "2.00000000")]))
            #expect(bench.states == [.live] || bench.states.isEmpty, "\(length)")
            bench.receive(venue.update(bids: [("99.0", "1.00000000")]))
        }
        #expect(bench.judge.state == .live)
    }

    @Test(
        "Damaged, lost, doubled and swapped frames of a recording are published only where their checksum proves them"
    )
    func faults() throws {
        let recorded = try Recorded.kraken()
        let snapshot = recorded[2]
        var published = 0
        forEachSeed(1...120) { seed, generator in
            var bench = try KrakenBench.connected()
            // The literal book of what was published, checked beside the session.
            var plain = PlainKrakenBook(depth: 10)
            var frames = recorded
            if generator.oneIn(2) { frames.swapAt(generator.pick(5...17), generator.pick(5...17)) }
            for frame in frames {
                var frame = frame
                switch generator.pick(0...14) {
                case 0: continue
                case 1: frame[generator.pick(0...frame.count - 1)] = generator.pick([UInt8]("0123456789.,]}".utf8))
                case 2: frame = Array(frame.prefix(generator.pick(0...frame.count)))
                case 3: frame += frame
                case 4: bench.receive(frame)
                default: break
                }
                if frame != recorded[0], generator.oneIn(12) { frame = snapshot }
                if bench.disconnect != nil {
                    bench.handle(.disconnected)
                    bench.connect()
                }
                let before = bench.judge.updates
                bench.receive(frame)
                guard bench.judge.updates > before else { continue }
                let tree = try #require(JSONReading.tree(frame), "seed \(seed)")
                // Frames that the venue doubled were published twice: applying them again changes nothing.
                plain.apply(tree, symbol: KrakenBench.symbol)
                let stated = tree["data"]?.array?.first?["checksum"]?.integer
                #expect(stated == Int64(plain.checksum), "seed \(seed)")
                #expect(bench.judge.book.bids.count == plain.bids.count, "seed \(seed)")
                published += 1
            }
        }
        #expect(published > 1_000)
    }

    @Test("Random bytes are never more than noise to the session")
    func noise() throws {
        var (bench, _) = try KrakenBench.live()
        forEachSeed(1...1_500) { seed, generator in
            let pieces = [
                "{", "}", "[", "]", "\"", ":", ",", "\"channel\"", "\"book\"", "\"data\"", "1", "-", "\\", "e",
            ]
            let text = (0..<generator.pick(0...20)).map { _ in generator.pick(pieces) }.joined()
            bench.receive(text)
            #expect(bench.books.isEmpty, "seed \(seed): \(text)")
        }
    }
}
