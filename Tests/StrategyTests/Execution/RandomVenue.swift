import Books
import Strategy
import TestKit

/// A venue of the law tests: what truly becomes of an order is decided when it arrives, and what is heard of that comes
/// in any order, twice, late, or not at all until somebody asks.
///
/// Written without a look at the client: it knows orders and trades and no phases.
struct RandomVenue {
    /// What truly became of one order.
    struct Truth {
        let request: OrderRequest
        var arrived = false
        var refused = false
        var fills: [OrderFill] = []
        /// What was not yet said.
        var unsaid: [OrderEvidence] = []
        /// The trades and the highest quantity that the client was told of.
        var toldTrades: Set<TradeID> = []
        var told: Int64 = 0
        var toldCumulative: Int64 = 0
        var questions = 0

        var filled: Int64 { fills.reduce(0) { $0 + $1.quantity.units } }
    }

    private(set) var truths: [Truth] = []
    private var trades = 0

    /// Takes an order in, or loses it on the way.
    mutating func take(_ request: OrderRequest, _ generator: inout SplitMix64) {
        var truth = Truth(request: request)
        switch generator.pick(0...9) {
        case 0:
            truth.unsaid = [.notStarted(.noConnection)]
        case 1:
            // Lost on the way: nothing is heard until somebody asks.
            truth.unsaid = generator.oneIn(2) ? [.sendStarted, .ambiguous(.disconnect)] : [.sendStarted]
        case 2:
            truth.arrived = true
            truth.refused = true
            truth.unsaid = [.sendStarted, .rejected(OrderRefusal(.insufficientBalance, "-2010"))]
        default:
            truth.arrived = true
            fill(&truth, &generator)
        }
        if generator.oneIn(4) { truth.unsaid.append(.ambiguous(.timeout)) }
        truth.unsaid += truth.unsaid.filter { _ in generator.oneIn(4) }
        truth.unsaid.shuffle(using: &generator)
        truths.append(truth)
    }

    private mutating func fill(_ truth: inout Truth, _ generator: inout SplitMix64) {
        let lot: Int64 = 100
        var left = truth.request.quantity.units
        for _ in 0..<generator.pick(0...3) where left > 0 {
            let quantity = generator.oneIn(2) ? left : min(left, lot * generator.pick(1...max(1, left / lot)))
            trades += 1
            truth.fills.append(OrderBench.fill("t\(trades)", quantity, at: truth.request.limit.units))
            left -= quantity
        }
        truth.unsaid = [.sendStarted, .acknowledged(venueOrderID: "V\(truths.count)")] + truth.fills.map { .fill($0) }
        truth.unsaid.append(OrderBench.report(left == 0 ? .filled : .expired, truth.filled))
    }

    /// Says one more thing that is true; nil when all is said.
    mutating func sayOne(_ generator: inout SplitMix64) -> (ClientOrderID, OrderEvidence)? {
        let open = truths.indices.filter { !truths[$0].unsaid.isEmpty }
        guard !open.isEmpty else { return nil }
        let index = generator.pick(open)
        // Some things are lost; who asks hears them.
        let evidence = truths[index].unsaid.removeLast()
        if generator.oneIn(10), truths[index].arrived { return sayOne(&generator) }
        note(evidence, index)
        return (truths[index].request.id, evidence)
    }

    /// What the venue answers to a question about an order: where it stands, with all its trades; nil if it has none.
    mutating func answer(_ id: ClientOrderID) -> [OrderEvidence]? {
        guard let index = truths.firstIndex(where: { $0.request.id == id }) else { return nil }
        truths[index].questions += 1
        guard truths[index].arrived, !truths[index].refused else { return nil }
        let truth = truths[index]
        let isFull = truth.filled == truth.request.quantity.units
        var answer: [OrderEvidence] = truth.fills.map { .fill($0) }
        answer.append(OrderBench.report(isFull ? .filled : .expired, truth.filled))
        for evidence in answer { note(evidence, index) }
        return answer
    }

    private mutating func note(_ evidence: OrderEvidence, _ index: Int) {
        switch evidence {
        case .fill(let fill):
            if truths[index].toldTrades.insert(fill.trade).inserted { truths[index].told += fill.quantity.units }
        case .report(let report):
            truths[index].toldCumulative = max(truths[index].toldCumulative, report.cumulative.units)
        default: break
        }
    }
}
