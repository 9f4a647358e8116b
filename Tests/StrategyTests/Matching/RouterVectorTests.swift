import Books
import Foundation
import Strategy
import TestKit
import Testing

/// Routes, holds and budgets against the reference.
@Suite("Router: reference values")
struct RouterVectorTests {
    private struct Vectors: Decodable {
        struct Section: Decodable {
            let asks: [Level]
            let bids: [Level]
            let cases: [Case]
        }
        struct Level: Decodable {
            let venue: String
            let price: Decimal
            let qty: Decimal
            let taker_fee: Decimal
        }
        struct Case: Decodable {
            struct Input: Decodable {
                let side: String
                let qty: Decimal
                let limit: Decimal
            }
            struct Output: Decodable {
                let children: [Child]
                let all_in_cost: Decimal
                let unfilled: Decimal
            }
            let inp: Input
            let out: Output
        }
        struct Child: Decodable {
            let venue: String
            let qty: Decimal
            let limit: Decimal
        }
        let router: Section
        let arrival_sync: Arrival
        struct Arrival: Decodable {
            struct Case: Decodable {
                let inp_ms: [String: Decimal]
                let hold_ms: [String: Decimal]
            }
            let cases: [Case]
        }
    }

    /// A decimal of the file as a count of 10^-`decimals`, by way of its text.
    private static func count(_ value: Decimal, _ decimals: Int) throws -> Int64 {
        try DecimalText.parse("\(value)", unit: DecimalUnit(decimals: decimals))
    }

    private static func vectors() throws -> Vectors {
        try JSONDecoder().decode(Vectors.self, from: Data(try Fixture.bytes("execution_vectors.json", in: .module)))
    }

    /// Prices in hundredths, quantities in tenths, as the file has them.
    private static func side(_ levels: [Vectors.Level], _ venue: String) throws -> [(Int64, Int64)] {
        try levels.filter { $0.venue == venue }.map { (try count($0.price, 2), try count($0.qty, 1)) }
    }

    @Test("Children, limits, cost and what finds no place are the reference's")
    func routes() throws {
        let section = try Self.vectors().router
        let consumer = MarketBench.consumer(
            try ["A", "B"].map { (try Self.side(section.bids, $0), try Self.side(section.asks, $0)) }
        )
        let router = Router(terms: [MarketBench.terms(fee: 100_000), MarketBench.terms(fee: 260_000)])
        #expect(section.cases.count == 8)
        for (index, item) in section.cases.enumerated() {
            let request = MarketBench.request(
                item.inp.side == "buy" ? .buy : .sell,
                try Self.count(item.inp.qty, 1),
                limit: try Self.count(item.inp.limit, 2)
            )
            let route = router.route(request, over: consumer, claims: LiquidityClaims())
            #expect(try route.unallocated.units == Self.count(item.out.unfilled, 1), "case \(index)")
            // Price units 10^-2, quantity units 10^-1, fees 10^-8.
            #expect(try route.allInCost == Int128(Self.count(item.out.all_in_cost, 11)), "case \(index)")
            #expect(route.children.count == item.out.children.count, "case \(index)")
            for (child, expected) in zip(route.children, item.out.children) {
                #expect(child.venue.slot == (expected.venue == "A" ? 0 : 1), "case \(index)")
                #expect(try child.quantity.units == Self.count(expected.qty, 1), "case \(index)")
                #expect(try child.limit.units == Self.count(expected.limit, 2), "case \(index)")
            }
        }
    }

    @Test("Children are held as the reference holds them")
    func holds() throws {
        let cases = try Self.vectors().arrival_sync.cases
        #expect(cases.count == 4)
        for item in cases {
            let venues = item.inp_ms.keys.sorted()
            let times = try venues.map { TimeSpan(nanoseconds: try Self.count(item.inp_ms[$0] ?? 0, 6)) }
            let holds = try venues.map { TimeSpan(nanoseconds: try Self.count(item.hold_ms[$0] ?? -1, 6)) }
            #expect(ArrivalSchedule.holds(times) == holds)
        }
    }

    @Test("Paths that differ by less than a millisecond are not worth a hold, and no path has none")
    func simultaneous() {
        let near = [TimeSpan.milliseconds(10), TimeSpan(nanoseconds: 10_999_999)]
        #expect(ArrivalSchedule.holds(near) == [.zero, .zero])
        #expect(ArrivalSchedule.holds([]) == [])
        #expect(ArrivalSchedule.holds([.milliseconds(80)]) == [.zero])
    }
}
