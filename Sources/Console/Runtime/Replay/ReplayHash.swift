import Books
import Recording
import Strategy
import TUI

/// The hashes of a replay: two runs that give the same hashes gave the same books, decisions and screens.
///
/// All are SHA-256. Numbers are written as decimal text, times as nanoseconds since the replay's beginning.
/// - books: at each tenth frame and at the end, for each slot a line `slot N`, then a line `b PRICE QUANTITY` for each
///   bid from the best down and `a PRICE QUANTITY` for each ask from the best up, in units of the instrument.
/// - decisions: for each effect of the trader a line `TIME EFFECT`, the effect as Swift describes it, and for each new
///   quote set a line `TIME quotes VERSION`, then a line `b PRICE QUANTITY` or `a PRICE QUANTITY` for each quote, bids
///   first, from the best.
/// - screens: for each frame its picture of 120 by 40 cells with Unicode glyphs, each cell as its scalar (4 bytes, the
///   lowest first) and its role (1 byte). The position in it is that of the replay, the speed always 1.
/// - orders, of a replay with an order path: each order and each trade in the exchanges' own books, a line each.
/// - all: the lines `rung-replay 1`, `seed N`, `records N`, `books HASH`, `decisions HASH`, `screens HASH`, and with an
///   order path `orders HASH`.
final class ReplayHash {
    private let books: any RollingDigest
    private let decisions: any RollingDigest
    private let screens: any RollingDigest
    private let orders: any RollingDigest
    private let all: any RollingDigest

    /// The size of the pictures that are hashed, whatever the terminal's is.
    static let size = ScreenSize(columns: 120, rows: 40)

    init(_ makeDigest: () -> any RollingDigest) {
        books = makeDigest()
        decisions = makeDigest()
        screens = makeDigest()
        orders = makeDigest()
        all = makeDigest()
    }

    /// Takes the books of all venues in.
    func take(_ consumer: ConsumerBook, venueCount: Int) {
        for slot in 0..<venueCount {
            var bytes: [UInt8] = []
            bytes += Array("slot \(slot)\n".utf8)
            let book = consumer.book(of: VenueID(slot: slot))
            Self.append(book.bids, UInt8(ascii: "b"), to: &bytes)
            Self.append(book.asks, UInt8(ascii: "a"), to: &bytes)
            books.update(bytes.span)
        }
    }

    /// Takes a decision in.
    func take(_ effect: TraderEffect, at time: TimeSpan) {
        decisions.update(Array("\(time.nanoseconds) \(effect)\n".utf8).span)
    }

    /// Takes a new quote set in.
    func take(_ quotes: TraderBook, at time: TimeSpan) {
        var lines = "\(time.nanoseconds) quotes \(quotes.version)\n"
        for (letter, side) in [("b", Side.bid), ("a", Side.ask)] {
            for quote in quotes[side] { lines += "\(letter) \(quote.price.units) \(quote.quantity.units)\n" }
        }
        decisions.update(Array(lines.utf8).span)
    }

    /// Takes a frame's picture in.
    func take(_ model: ConsoleViewModel) {
        let grid = ConsoleScreen.draw(model, size: Self.size, glyphs: .unicode)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(grid.cells.count * 5)
        for cell in grid.cells {
            let scalar = cell.scalar.value
            for shift in stride(from: UInt32(0), to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: scalar >> shift))
            }
            bytes.append(cell.role.rawValue)
        }
        screens.update(bytes.span)
    }

    /// The hashes of everything taken in.
    ///
    /// Called once, as the last call.
    func finish(seed: UInt64, records: Int, accounts: [ReplayAccount?]?) -> ReplayHashes {
        let (books, decisions, screens) = (books.finish(), decisions.finish(), screens.finish())
        var lines = [
            "rung-replay 1", "seed \(seed)", "records \(records)", "books \(books)", "decisions \(decisions)",
            "screens \(screens)",
        ]
        let orders = accounts.map { hash($0) }
        if let orders { lines.append("orders \(orders)") }
        all.update(Array((lines.joined(separator: "\n") + "\n").utf8).span)
        return ReplayHashes(books: books, decisions: decisions, screens: screens, orders: orders, all: all.finish())
    }

    private func hash(_ accounts: [ReplayAccount?]) -> String {
        for case let account? in accounts {
            for line in account.lines { orders.update(Array((line + "\n").utf8).span) }
        }
        return orders.finish()
    }

    private static func append(_ side: Ladder, _ letter: UInt8, to bytes: inout [UInt8]) {
        let whole = DecimalUnit(decimals: 0)
        side.forEachLevel { level in
            bytes.append(letter)
            bytes.append(UInt8(ascii: " "))
            DecimalText.append(level.price.units, unit: whole, to: &bytes)
            bytes.append(UInt8(ascii: " "))
            DecimalText.append(level.quantity.units, unit: whole, to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
            return true
        }
    }
}
