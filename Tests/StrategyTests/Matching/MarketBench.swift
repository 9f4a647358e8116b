import Books
import Strategy
import TestKit

/// Books and terms as tests write them down.
enum MarketBench {
    /// A consumer book of live venues from their levels, as (price, quantity).
    static func consumer(_ books: [(bids: [(Int64, Int64)], asks: [(Int64, Int64)])]) -> ConsumerBook {
        var consumer = ConsumerBook(venueCount: books.count)
        for (slot, book) in books.enumerated() {
            let levels = (book.bids + book.asks).map {
                PriceLevel(price: Price(units: $0.0), quantity: Quantity(units: $0.1))
            }
            let update = BookUpdate(
                venue: VenueID(slot: slot),
                kind: .snapshot,
                sequence: 1,
                exchangeTime: nil,
                receiveTime: MonotonicTime(nanoseconds: 0),
                depth: nil,
                bids: 0..<book.bids.count,
                asks: book.bids.count..<levels.count
            )
            consumer.apply(update, levels: levels)
            consumer.setLive(true, venue: VenueID(slot: slot))
        }
        return consumer
    }

    static func listing(tick: Int64 = 1, lot: Int64 = 1, minimum: Int64 = 0, leastQuantity: Int64 = 0)
        -> VenueListing
    {
        VenueListing(
            tick: Price(units: tick),
            lot: Quantity(units: lot),
            minimumNotional: Notional(units: Int128(minimum)),
            minimumQuantity: Quantity(units: leastQuantity)
        )
    }

    static func terms(
        fee: Int64 = 0,
        tick: Int64 = 1,
        lot: Int64 = 1,
        minimum: Int64 = 0,
        leastQuantity: Int64 = 0,
        share: Int64 = VenueTerms.wholeShare,
        most: Quantity = .mostCountable
    ) -> VenueTerms {
        VenueTerms(
            listing: listing(tick: tick, lot: lot, minimum: minimum, leastQuantity: leastQuantity),
            fee: FeeRate(clamping: fee),
            share: share,
            most: most
        )
    }

    static func request(
        _ side: OrderSide,
        _ quantity: Int64,
        limit: Int64,
        allIn: Int64? = nil
    ) -> RouteRequest {
        RouteRequest(
            side,
            Quantity(units: quantity),
            limit: Price(units: limit),
            allInLimit: allIn.map { AllInPrice(Price(units: $0)) }
        )
    }
}
