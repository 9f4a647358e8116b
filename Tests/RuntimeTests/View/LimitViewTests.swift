import Books
import Strategy
import TUI
import TestKit
import Testing

@testable import Runtime

/// What frames say about limits, and about the mode in which positions only become smaller.
@Suite("The view model: limits and modes")
struct LimitViewTests {
    private typealias Base = ViewModelBuilderTests

    private struct Untagged: OrderTagging {
        func tag(_ digits: [UInt8]) -> UInt32 { 7 }
    }

    private static func trader() -> Trader {
        let settings = ExecutionSettings(
            instrument: Instrument(
                base: "ETH",
                quote: "USDT",
                priceUnit: DecimalUnit(decimals: 2),
                quantityUnit: DecimalUnit(decimals: 8)
            ),
            configuration: ExecutionConfiguration(epoch: 1, fences: [.receiveWindow, .engineDeadline]),
            fees: [.basisPoints(1), .basisPoints(1)],
            budgets: (0..<2).map { _ in
                TokenBucket(capacity: 1_000, perSecondThousandths: 100_000, at: MonotonicTime(nanoseconds: 0))
            },
            bookAges: [.seconds(1), .seconds(1)],
            hasDeadMansSwitch: [false, false],
            tags: Untagged(),
            wallTime: WallTime(nanoseconds: 0)
        )
        var trader = Trader(venueCount: 2, at: Base.start, execution: settings)
        Base.feed(&trader) { batch in
            for slot in 0..<2 {
                batch.book(slot, .snapshot, 1, bids: [(199_990, 100)], asks: [(200_010, 100)])
                batch.state(slot, .live)
            }
        }
        return trader
    }

    /// Says `command` and gives the sentences that a person is told of it.
    private static func say(_ command: OperatorCommand, _ trader: inout Trader) -> [String] {
        var effects: [TraderEffect] = []
        trader.handle(command, at: Base.start, into: &effects)
        var builder = Base.builder()
        guard let scale = trader.execution?.book.ledger.scale else { return [] }
        return effects.compactMap { effect in
            if case .remark(let sentence, _) = effect { return sentence }
            return builder.note(effect, scale, wallTime: Base.wall)?.text
        }
    }

    @Test("The limits are those of the gate, with their units; the bars follow a change, which is told")
    func limits() throws {
        var trader = Self.trader()
        var builder = Base.builder()
        let before = builder.make(trader, at: Base.start, wallTime: Base.wall)
        #expect(before.limits.map(\.name) == LimitName.allCases.map(\.rawValue))
        #expect(before.limits.map(\.unit) == ["USDT", "%", "USDT", "USDT", "", "USDT", "bp", "", ""])
        #expect(before.limits.map(\.value) == [1_000, 5, 5_000, 10_000, 8, 100, 10, 20, 200])
        #expect(before.limits.map(\.used) == [nil, nil, 0, 0, 0, 0, nil, 0, 0])
        // 5,000 at 2,000.00 are 2.5.
        #expect(before.account.limits.position == Quantity(units: 250_000_000))
        for (name, value) in [("position", 1_000), ("loss", 40), ("orders", 3)] as [(String, Int64)] {
            let action = ConsoleAction.limit(name: name, value: value, isAsked: false)
            let command = try #require(OperatorCommand(action))
            #expect(Self.say(command, &trader).first?.hasPrefix("limit \(name) was ") == true)
        }
        #expect(OperatorCommand(.limit(name: "nothing", value: 1, isAsked: true)) == nil)
        let after = builder.make(trader, at: Base.start, wallTime: Base.wall)
        #expect(after.limits.first { $0.name == "position" }?.value == 1_000)
        #expect(after.account.limits.position == Quantity(units: 50_000_000))
        #expect(after.account.limits.orders == 3)
        #expect(after.account.limits.loss == Money(units: 4_000))
        let told = Self.say(.limit(.position, 900, isAsked: false), &trader)
        #expect(told == ["limit position was 1000 USDT and is 900 USDT"])
        #expect(Self.say(.limit(.position, 901, isAsked: true), &trader).first?.contains("only while") == true)
    }

    @Test("A limit that a restart has kept low is told with what is configured")
    func kept() {
        let change = LimitChange(.orderVolume, before: 5, after: 2, who: "journal")
        let sentence = LimitWords.sentence(kept: change, quote: "USDT")
        #expect(sentence.hasPrefix("limit order-volume stays at 2 %, to which it was lowered; 5 % is configured"))
    }

    @Test("Reducing is a state of its own, whether a venue can be used or not")
    func reducing() throws {
        var trader = Self.trader()
        var builder = Base.builder()
        let command = try #require(OperatorCommand(.reduce(fromHold: false)))
        #expect(Self.say(command, &trader).first?.hasPrefix("REDUCING by operator: only orders that reduce") == true)
        let view = builder.make(trader, at: Base.start + .seconds(3), wallTime: Base.wall)
        guard case .reducing(let hold) = view.execution else {
            Issue.record("\(view.execution)")
            return
        }
        #expect(hold.elapsed == .seconds(3) && hold.cause == "operator")
    }
}
