import Books
import Strategy
import TUI
import Testing

@testable import Runtime

/// Orders against a market of a few levels, to the last digit.
@Suite("Orders in a tiny replay")
struct TinyMarketTests {
    @Test("An order fills at what stands there when it arrives, and pays Binance's commission from what it receives")
    func fill() throws {
        let market = TinyRecording(seconds: 6)
        // The decision is at 4 s, the order meets the market of at least 200 ms later: 0.05 of the best level are gone.
        market.ask("100.01", "0.1500", at: 4_150)
        let report = try market.play { driver in
            driver.play(to: 4_000)
            driver.quote(buying: 2_500, at: 10_004)
            driver.play(to: 4_140)
            #expect(driver.trader.execution?.openOrderCount == 1)
            driver.play(to: 6_000)
        }
        let trading = try #require(report.trading)
        let venue = try #require(trading.venues.first)
        #expect(
            venue.trades == [
                "buy 100.01 0.15 15.0015 0.000015 ETH", "buy 100.02 0.1 10.002 0.00001 ETH",
            ]
        )
        // 0.25 less 0.000025, and 0.15 x 100.01 + 0.1 x 100.02.
        #expect(venue.account.base == "0.249975")
        #expect(venue.account.quote == "-25.0035")
        #expect(venue.isEqual)
        #expect(trading.position == "0.249975")
        #expect(trading.fills == 2)
        // 0.000015 x 100.01 + 0.00001 x 100.02; nothing was closed.
        #expect(trading.fees == "0.00250035")
        #expect(trading.realised == "-0.00250035")
    }

    @Test("What was taken is gone until the recording says something else of that level")
    func depletion() throws {
        let market = TinyRecording(seconds: 14)
        market.ask("100.01", "0.0700", at: 9_000)
        let report = try market.play { driver in
            driver.play(to: 4_000)
            driver.quote(buying: 2_500, at: 10_004)
            driver.play(to: 6_000)
            let before = driver.trader.execution?.book.ledger.accounts[0]
            #expect(before?.fills == 2)
            // The recording still shows 0.2 at the best price, and there is nothing left of it.
            driver.quote(buying: 1_000, at: 10_003)
            driver.play(to: 8_990)
            #expect(driver.trader.execution?.book.ledger.accounts[0] == before)
            driver.play(to: 14_000)
        }
        let venue = try #require(report.trading?.venues.first)
        #expect(venue.account.orders > 2)
        let taken = ["buy 100.01 0.2 20.002 0.00002 ETH", "buy 100.02 0.05 5.001 0.000005 ETH"]
        #expect(Array(venue.trades.prefix(2)) == taken)
        #expect(venue.trades.dropFirst(2).allSatisfy { $0.hasPrefix("buy 100.01 ") })
        // 0.32 less a ten-thousandth of it: in all 0.07 more were to be had.
        #expect(venue.account.base == "0.319968")
        // 0.27 x 100.01 + 0.05 x 100.02.
        #expect(venue.account.quote == "-32.0037")
        #expect(venue.isEqual)
    }

    @Test("A hold lets nothing new leave until it runs again; a kill cancels, stays, and needs a person")
    func holdAndKill() throws {
        let report = try TinyRecording(seconds: 14).play { driver in
            driver.play(to: 4_000)
            driver.obey(.hold(nil))
            driver.quote(buying: 1_000, at: 10_004)
            driver.play(to: 6_000)
            #expect(driver.trader.execution?.book.matchCount == 0)
            driver.obey(.run(nil))
            driver.quote(buying: 1_100, at: 10_004)
            #expect(driver.trader.execution?.openOrderCount == 1)
            driver.obey(.kill(.person))
            driver.play(to: 8_000)
            #expect(driver.trader.execution?.mode.isKilled == true)
            #expect(driver.trader.execution?.openOrderCount == 0)
            let matches = driver.trader.execution?.book.matchCount
            driver.quote(buying: 1_200, at: 10_004)
            driver.play(to: 9_000)
            #expect(driver.trader.execution?.book.matchCount == matches)
            driver.obey(.rearm)
            driver.obey(.run(nil))
            driver.quote(buying: 1_300, at: 10_004)
            driver.play(to: 11_000)
            #expect(driver.trader.execution?.book.matchCount == (matches ?? 0) + 1)
        }
        #expect(report.trading?.isEqual == true)
        #expect((report.trading?.fills ?? 0) > 0)
    }

    @Test("The screen says that it is a replay, with its orders, and a kill takes the row as in a console")
    func screen() throws {
        _ = try TinyRecording(seconds: 6).play { driver in
            driver.play(to: 4_000)
            driver.quote(buying: 2_500, at: 10_004)
            driver.play(to: 5_000)
            let model = driver.picture()
            #expect(model.mode == .replay)
            #expect(model.execution == .run)
            #expect(model.orders.map(\.filled) == [Quantity(units: 2_500)])
        }
    }
}

extension ReplayReport.TradingVenue {
    /// The exchange's trades: side, price, quantity, value, commission and its asset.
    fileprivate var trades: [String] {
        account.lines.filter { $0.contains(" fill ") }.map { $0.split(separator: " ")[5...10].joined(separator: " ") }
    }
}
