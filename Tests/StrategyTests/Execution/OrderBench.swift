import Books
import Strategy
import TestKit

/// Orders and evidence as tests write them down.
enum OrderBench {
    /// A name without an installation's key.
    struct Untagged: OrderTagging {
        func tag(_ digits: [UInt8]) -> UInt32 { 0 }
    }

    static func request(
        _ quantity: Int64 = 10,
        match: UInt64 = 1,
        slot: Int = 0,
        attempt: Int = 0,
        side: OrderSide = .buy,
        limit: Int64 = 100
    ) -> OrderRequest {
        OrderRequest(
            id: ClientOrderID(
                epoch: 1,
                match: match,
                leg: UInt8(slot),
                attempt: attempt,
                side: side,
                tags: Untagged()
            ),
            venue: VenueID(slot: slot),
            side: side,
            limit: Price(units: limit),
            quantity: Quantity(units: quantity),
            expiresAt: MonotonicTime(nanoseconds: 2_000_000_000)
        )
    }

    static func record(_ quantity: Int64 = 10) -> OrderRecord {
        let request = request(quantity)
        return OrderRecord(
            request,
            fence: Fence(expiresAt: request.expiresAt, rule: .engineDeadline, clockError: .zero)
        )
    }

    static func fill(_ trade: String, _ quantity: Int64, at price: Int64 = 100, fee: Fee = .none) -> OrderFill {
        OrderFill(
            trade: TradeID(trade),
            quantity: Quantity(units: quantity),
            price: Price(units: price),
            fee: fee,
            exchangeTime: nil
        )
    }

    static func report(_ status: OrderReport.Status, _ cumulative: Int64) -> OrderEvidence {
        .report(OrderReport(status, cumulative: Quantity(units: cumulative)))
    }

    /// Any evidence that a venue, the transport or we could have about an order of ten; the intent is not among it.
    static func anyEvidence(_ generator: inout SplitMix64) -> OrderEvidence {
        switch generator.pick(0...15) {
        case 0: .sendStarted
        case 1: .notStarted(.noConnection)
        case 2: .ambiguous(.timeout)
        case 3: .acknowledged(venueOrderID: "V1")
        case 4: .rejected(OrderRefusal(.other, "-2010"))
        case 5, 6, 7: .fill(fill("t\(generator.pick(1...4))", 3))
        // One name, one fill: the same trade is always for the same quantity.
        case 8: .fill(fill("big", 11))
        case 9: .fill(fill("rest", 7))
        case 10, 11: report(generator.pick(OrderReport.Status.allCases), generator.pick([0, 3, 7, 10]))
        case 12: .cancelRequested(number: generator.pick(1...2))
        case 13: .cancelRejected(number: generator.pick(1...2), OrderRefusal(.notFound, "too late"))
        case 14: .notFound(number: generator.pick(0...3), .afterFence)
        default: .notFound(number: generator.pick(0...3), .beforeFence)
        }
    }
}
