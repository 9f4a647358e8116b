import Books
import Foundation
import Journal
import Strategy
import Synchronization
import TestKit
import Threads
import Transport

/// What the tests of the journal share.
enum JournalBench {
    static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )
    static let digest: JournalDigest = { SHA256.digest($0) }
    static let tags = InstallTagging(key: Array(0..<32), digest: digest)

    static func plan(
        _ folder: String,
        changed: @escaping @Sendable (JournalState) -> Void = { _ in }
    ) -> JournalPlan {
        var plan = JournalPlan(
            folder: folder,
            build: "test",
            configuration: "c0ffee",
            instrument: instrument,
            venues: ["binance", "kraken"],
            digest: digest,
            stateChanged: changed
        )
        plan.lowSpace = 0
        plan.leastSpace = 0
        return plan
    }

    static func epoch(_ number: UInt32 = 1, continues: JournalHead? = nil) -> JournalEpoch {
        JournalEpoch(
            number: number,
            build: "test",
            configuration: "c0ffee",
            install: "0011223344556677",
            instrument: instrument,
            venues: ["binance", "kraken"],
            continues: continues
        )
    }

    static func id(epoch: UInt32 = 1, match: UInt64, leg: UInt8 = 0, side: OrderSide = .buy) -> ClientOrderID {
        ClientOrderID(epoch: epoch, match: match, leg: leg, attempt: 0, side: side, tags: tags)
    }

    /// An order of a match that expires and whose fence passes at the given seconds.
    static func intent(
        epoch: UInt32 = 1,
        match: UInt64,
        venue: Int = 0,
        side: OrderSide = .buy,
        quantity: Int64 = 100,
        second: Int64 = 10
    ) -> OrderIntent {
        OrderIntent(
            request: OrderRequest(
                id: id(epoch: epoch, match: match, leg: UInt8(venue), side: side),
                venue: VenueID(slot: venue),
                side: side,
                limit: Price(units: 200_000),
                quantity: Quantity(units: quantity),
                expiresAt: MonotonicTime(nanoseconds: second * 1_000_000_000)
            ),
            expiresAt: wall(second),
            fencePassesAt: wall(second + 10)
        )
    }

    static func fill(_ trade: String, _ quantity: Int64, second: Int64 = 11) -> OrderEvidence {
        .fill(
            OrderFill(
                trade: TradeID(trade),
                quantity: Quantity(units: quantity),
                price: Price(units: 199_990),
                fee: Fee(asset: .quote, units: 1_234),
                exchangeTime: wall(second)
            )
        )
    }

    static func wall(_ second: Int64) -> WallTime {
        WallTime(nanoseconds: 1_790_000_000_000_000_000 + second * 1_000_000_000)
    }

    /// Writes entries and waits for the outcome.
    static func write(_ entries: [JournalEntry], to task: JournalTask, second: Int64 = 0) -> Result<Void, JournalError>
    {
        let outcome = Mutex<Result<Void, JournalError>?>(nil)
        let wake = WakeDescriptor()
        task.append(entries, at: MonotonicTime(nanoseconds: second), wall: wall(second)) { result in
            outcome.withLock { $0 = result }
            wake.wake()
        }
        wake.wait(until: SteadyClock.now + .seconds(20))
        return outcome.withLock { $0 } ?? .failure(.ended)
    }

    static func survey(_ folder: String, _ file: String = "journal.sqlite") throws -> JournalSurvey {
        try JournalSurvey(path: folder + "/" + file, digest: digest)
    }
}

extension Result where Success == Void, Failure == JournalError {
    /// What it failed of; nil if it did not.
    var failure: JournalError? {
        if case .failure(let error) = self { error } else { nil }
    }
}
