import Books
import Testing

@testable import Venues

@Suite("Known orders")
struct KnownOrdersTests {
    @Test("Of the orders of others the oldest are forgotten, and none of ours")
    func bound() {
        var orders = KnownOrders()
        let id = KrakenOrderBench.id(1)
        orders.name(nil, "O0")
        orders.name(id, "O0")
        for number in 1...KnownOrders.strangersLimit { orders.name(nil, "O\(number)") }
        #expect(orders.id(of: "O0") == id && orders.isIdentified("O1"))
        orders.name(nil, "ONEW")
        #expect(!orders.isIdentified("O1") && orders.isIdentified("O2") && orders.isIdentified("ONEW"))
        orders.name(nil, "O0")
        #expect(orders.id(of: "O0") == id && orders.venueOrderID(of: id) == "O0")
    }
}
