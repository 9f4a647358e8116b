import Books
import Testing

@testable import Simulator

@Suite("The window onto a side of Kraken's book")
struct KrakenWindowTests {
    private static func side(_ prices: [Int64]) -> ExchangeSide {
        var side = ExchangeSide(.bid)
        for price in prices { side.apply(BookLevel(price: price, quantity: 7)) }
        return side
    }

    /// What a window of three bids sends when the bids become others.
    private static func changes(_ before: [Int64], _ after: [Int64]) -> [BookLevel] {
        var window = KrakenWindow(depth: 3, of: side(before))
        let changes = window.update(from: side(after))
        #expect(window == KrakenWindow(depth: 3, of: side(after)))
        return changes
    }

    private static func here(_ price: Int64) -> BookLevel { BookLevel(price: price, quantity: 7) }

    private static func gone(_ price: Int64) -> BookLevel { BookLevel(price: price, quantity: 0) }

    @Test("A level that an insertion pushes out is not deleted")
    func pushedOut() {
        #expect(Self.changes([50, 40, 30], [60, 50, 40, 30]) == [Self.here(60)])
        #expect(
            Self.changes([50, 40, 30], [62, 61, 60, 50, 40, 30]) == [Self.here(62), Self.here(61), Self.here(60)]
        )
    }

    @Test("A level that comes back into the window is sent again, in one message with the removal that lets it in")
    func comesBack() {
        #expect(Self.changes([60, 50, 40, 30], [50, 40, 30]) == [Self.gone(60), Self.here(30)])
        #expect(Self.changes([60, 50, 40, 30], [60, 50, 30]) == [Self.gone(40), Self.here(30)])
    }

    @Test("A removal is sent where no other level takes the place")
    func shortSide() {
        #expect(Self.changes([50, 40], [50]) == [Self.gone(40)])
        #expect(Self.changes([50, 40, 30], []) == [Self.gone(50), Self.gone(40), Self.gone(30)])
        #expect(Self.changes([], [50]) == [Self.here(50)])
    }

    @Test("Nothing is sent about what happens behind the window, nor about nothing")
    func behindTheWindow() {
        #expect(Self.changes([50, 40, 30, 20], [50, 40, 30]).isEmpty)
        #expect(Self.changes([50, 40, 30], [50, 40, 30, 20, 10]).isEmpty)
        #expect(Self.changes([50, 40, 30], [50, 40, 30]).isEmpty)
    }

    @Test("A level deleted behind the window was never mentioned when it was pushed out and is not mentioned now")
    func deletedOutside() {
        var window = KrakenWindow(depth: 3, of: Self.side([50, 40, 30]))
        #expect(window.update(from: Self.side([60, 50, 40, 30])) == [Self.here(60)])
        #expect(window.update(from: Self.side([60, 50, 40])).isEmpty)
        #expect(window.update(from: Self.side([50, 40])) == [Self.gone(60)])
    }

    @Test("A changed quantity is sent alone")
    func changedQuantity() {
        var side = Self.side([50, 40, 30, 20])
        var window = KrakenWindow(depth: 3, of: side)
        side.apply(BookLevel(price: 40, quantity: 9))
        #expect(window.update(from: side) == [BookLevel(price: 40, quantity: 9)])
        side.apply(BookLevel(price: 20, quantity: 9))
        #expect(window.update(from: side).isEmpty)
    }
}
