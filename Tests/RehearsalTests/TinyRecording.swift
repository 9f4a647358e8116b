import Books
import Rehearsal
import TestKit
import Venues

@testable import Runtime
@testable import Strategy

/// A market of a few levels, written by hand as Binance sends it, and quotes put before it by hand.
///
/// The book after the snapshot: bids 99.99 x 50, asks 100.01 x 0.2, 100.02 x 0.1, 100.03 x 50.0001.
final class TinyRecording {
    private var lines: [String] = []
    private var number: Int64 = 100
    /// When the recording begins, in nanoseconds.
    private static let start: Int64 = 1_700_000_000_000_000_000

    /// A market that does nothing for a while but to move a bid far away twice a second, so that it stays current.
    init(seconds: Int) {
        line(0, event(number, bids: "[]", asks: "[]", at: 0))
        line(
            10,
            #"{"lastUpdateId":100,"bids":[["99.99","50.0000"],["90.00","1.0000"]],"#
                + #""asks":[["100.01","0.2000"],["100.02","0.1000"],["100.03","50.0001"]]}"#
        )
        for half in 1...(2 * seconds) {
            change(half * 500, bids: #"[["90.00","\#(half % 2 + 1).0000"]]"#)
        }
    }

    /// The ask at a price changes so long after the beginning; the changes of the beginning are those of other times.
    func ask(_ price: String, _ quantity: String, at milliseconds: Int) {
        changes.append((milliseconds, #"[["\#(price)","\#(quantity)"]]"#))
    }

    private var changes: [(milliseconds: Int, asks: String)] = []
    private var beats: [(milliseconds: Int, bids: String)] = []

    private func change(_ milliseconds: Int, bids: String) { beats.append((milliseconds, bids)) }

    private func line(_ milliseconds: Int, _ text: String) {
        lines.append("\(Self.start + Int64(milliseconds) * 1_000_000) \(text)")
    }

    private func event(_ number: Int64, bids: String, asks: String, at milliseconds: Int) -> String {
        let time = Self.start / 1_000_000 + Int64(milliseconds)
        return #"{"stream":"ethusdt@depth@100ms","data":{"e":"depthUpdate","E":\#(time),"s":"ETHUSDT","#
            + #""U":\#(number),"u":\#(number),"b":\#(bids),"a":\#(asks)}}"#
    }

    /// The file's bytes.
    private var bytes: [UInt8] {
        let all =
            beats.map { (time: $0.milliseconds, bids: $0.bids, asks: "[]") }
            + changes.map { (time: $0.milliseconds, bids: "[]", asks: $0.asks) }
        for event in all.sorted(by: { $0.time < $1.time }) {
            number += 1
            line(event.time, self.event(number, bids: event.bids, asks: event.asks, at: event.time))
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Lets `body` play it, with orders that take 100 ms one way.
    func play(_ body: (ReplayDriver) throws -> Void) throws -> ReplayReport {
        try TemporaryFile.with(bytes) { path in
            let driver = try Bench.driver([path], Bench.options(delay: .milliseconds(100)), isQuoting: false)
            try body(driver)
            return driver.finish()
        }
    }
}

extension ReplayDriver {
    /// Plays up to so long after the beginning.
    func play(to milliseconds: Int64) { advance(to: start + .milliseconds(milliseconds)) }

    /// Puts a client who buys before the market, in hundredths and ten-thousandths.
    func quote(buying quantity: Int64, at price: Int64) {
        var quotes = QuoteSet()
        quotes.bids = [PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity))]
        trader.traderBook.replace(with: quotes, from: BookVersions())
        awaken()
    }
}
