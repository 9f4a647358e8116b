import Books
import Simulator
import Venues

@testable import Simulator

/// A feed's machine, whatever its venue.
protocol VirtualFeed {
    var deadline: MonotonicTime? { get }
    var limits: VenueLimits { get }
    mutating func handle(_ input: FeedInput, at now: MonotonicTime, into effects: inout SessionEffects)
    mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime, into effects: inout SessionEffects)
}

extension FeedMachine: VirtualFeed {}

/// A simulated exchange whose engine is looked into: the second opinion about every order.
protocol TradingSite: SimulatedExchange {
    /// How many orders were ever accepted.
    var orderCount: Int { get }
    /// How many trades of these there were.
    var fillCount: Int { get }
    /// How many orders stand.
    var openCount: Int { get }
    /// An accepted order, by its place.
    func order(at place: Int) -> ExchangeOrder
    /// A trade, by its place.
    func fill(at place: Int) -> ExchangeFill
    /// The name that a client has given the order of a trade.
    func name(of fill: ExchangeFill) -> String
    /// What the account has of an asset, in the ledger's units.
    func total(_ asset: String) -> Int128
    /// The book that everybody can know of.
    var shown: ExchangeBook { get }
    /// What is wrong with the exchange now.
    func isOn(_ kind: FaultKind) -> Bool
}

extension BinanceExchange: TradingSite {
    var orderCount: Int { trading.engine.orders.count }
    var fillCount: Int { trading.engine.fills.count }
    var openCount: Int { trading.engine.open.count }
    func order(at place: Int) -> ExchangeOrder { trading.engine.orders[place] }
    func fill(at place: Int) -> ExchangeFill { trading.engine.fills[place] }
    func name(of fill: ExchangeFill) -> String { trading.engine.order(fill.order)?.clientID ?? "" }
    func total(_ asset: String) -> Int128 { trading.engine.ledger.total(asset, of: 0) }
    var shown: ExchangeBook { published }
    func isOn(_ kind: FaultKind) -> Bool { faults[kind] != nil }
}

extension KrakenExchange: TradingSite {
    var orderCount: Int { trading.engine.orders.count }
    var fillCount: Int { trading.engine.fills.count }
    var openCount: Int { trading.engine.open.count }
    func order(at place: Int) -> ExchangeOrder { trading.engine.orders[place] }
    func fill(at place: Int) -> ExchangeFill { trading.engine.fills[place] }
    func name(of fill: ExchangeFill) -> String { trading.engine.order(fill.order)?.clientID ?? "" }
    func total(_ asset: String) -> Int128 { trading.engine.ledger.total(asset, of: 0) }
    var shown: ExchangeBook { book }
    func isOn(_ kind: FaultKind) -> Bool { faults[kind] != nil }
}
