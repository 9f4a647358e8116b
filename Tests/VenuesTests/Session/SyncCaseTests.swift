import Testing

/// The file of cases itself.
@Suite("The sync cases")
struct SyncCaseTests {
    @Test("The file has the venues and cases that the tests count on")
    func venues() throws {
        let cases = try SyncCase.all()
        var counts: [String: Int] = [:]
        for one in cases { counts[one.venue, default: 0] += 1 }
        #expect(
            counts == ["binance": 6, "okx": 4, "bybit": 3, "coinbase": 2, "kraken": 1, "bitstamp": 1]
        )
    }
}
