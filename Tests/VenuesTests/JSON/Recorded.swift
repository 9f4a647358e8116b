import Foundation
import TestKit

/// Messages that venues really sent.
enum Recorded {
    /// Binance spot, in the combined form, and one REST snapshot.
    static func binanceSpot() throws -> [[UInt8]] {
        try Fixture.lines("binance_spot.txt", in: .module)
    }

    /// Binance USD-M futures, in the combined form, and one REST snapshot.
    static func binanceFutures() throws -> [[UInt8]] {
        try Fixture.lines("binance_usdm.txt", in: .module)
    }

    /// The beginning of a Kraken connection: BTC/USD to depth 10.
    static func kraken() throws -> [[UInt8]] {
        try Fixture.lines("kraken_btcusd.txt", in: .module)
    }

    /// A short message of each kind.
    static func short() throws -> [[UInt8]] {
        let all = try binanceSpot() + binanceFutures() + kraken()
        var kinds: Set<String> = []
        return all.filter { message in
            // The first 30 bytes tell the kinds apart.
            message.count < 700 && kinds.insert(String(decoding: message.prefix(30), as: UTF8.self)).inserted
        }
    }
}
