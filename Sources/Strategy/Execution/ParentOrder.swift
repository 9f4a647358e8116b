public import Books

/// One match on its way: what was to be executed, and the children that execute it.
///
/// What is still open is computed from what the children's evidence says, never counted beside it: so no path can stop
/// telling the parent that it is full (Knight, 2012).
public struct ParentOrder: Sendable, Equatable {
    /// Where a match stands.
    public enum Phase: Sendable, Hashable {
        /// No child has been handed on yet.
        case planned
        /// Children have not ended, or their fills have not all been told.
        case working
        /// All children have ended with all their fills, and some of the quantity is open.
        case residual
        /// All of it was executed.
        case done
        /// Some of it was executed, and no more will be.
        case partDone
        /// Nothing was executed, and nothing will be.
        case aborted
    }

    /// The start of the console that decided it.
    public let epoch: UInt32
    /// Its number within that start: its children's names carry it.
    public let number: UInt64
    /// The client's order.
    public let quote: QuoteID
    /// Whether it buys or sells.
    public let side: OrderSide
    /// How much was to be executed.
    public private(set) var quantity: Quantity
    /// The client's limit, fees included.
    public let limit: AllInPrice
    /// When it was decided.
    public let decidedAt: MonotonicTime
    /// The middle of the consumer book at that instant.
    public let decisionMid: Mid?
    /// The middle of the consumer book when a venue first answered.
    public internal(set) var arrivalMid: Mid?
    /// Its children, in the order in which they were made.
    public internal(set) var children: [ChildOrder] = []
    /// When all its children had ended for the first time.
    public internal(set) var residualSince: MonotonicTime?
    /// When something of it traded last.
    public internal(set) var lastFillAt: MonotonicTime?
    /// When no more was to be done for it.
    public internal(set) var endedAt: MonotonicTime?

    /// How often its rest was routed again.
    var reroutes = 0
    /// Whether a child was in doubt when that was last told.
    var isInDoubt = false

    init(_ match: Match, epoch: UInt32, number: UInt64, decidedAt: MonotonicTime, mid: Mid?) {
        self.epoch = epoch
        self.number = number
        quote = match.quote.id
        side = match.side
        quantity = match.route.allocated
        limit = AllInPrice(match.quote.price)
        self.decidedAt = decidedAt
        decisionMid = mid
    }

    /// A match of an earlier start, of which an order is remembered; its client's order is gone.
    init(recovered request: OrderRequest, decidedAt: MonotonicTime) {
        epoch = request.id.epoch
        number = request.id.match
        quote = QuoteID(number: .max)
        side = request.side
        quantity = .zero
        limit = AllInPrice(request.limit)
        self.decidedAt = decidedAt
        decisionMid = nil
        reroutes = .max
    }

    /// Takes in a child of an earlier start: the match was for what its orders were for.
    mutating func add(recovered child: ChildOrder) {
        children.append(child)
        quantity = quantity.addingSaturated(child.request.quantity)
    }

    // MARK: - Queries

    /// The price that the client has named: what it pays or gets at worst, fees included.
    public var limitPrice: Price { Price(units: Int64(clamping: limit.units / Int128(FeeRate.scale))) }

    /// Where it stands.
    public var phase: Phase {
        if endedAt != nil {
            let account = account
            if account.filled >= quantity { return .done }
            return account.filled > .zero ? .partDone : .aborted
        }
        if !children.isEmpty, children.allSatisfy({ $0.record.phase == .draft }) { return .planned }
        // What has traded by a report alone is not off the quote yet: it would be executed again.
        let isSettled = children.allSatisfy { !$0.isOpen && !$0.awaitsFills }
        return isSettled ? .residual : .working
    }

    /// How much may be given to new children: what neither traded nor may still trade.
    ///
    /// A child in doubt counts as if it traded.
    public var open: Quantity {
        var open = Int128(quantity.units)
        for child in children {
            open -= Int128(child.record.cumulative.units)
            if !child.record.phase.isClosed { open -= Int128(child.record.remainder.units) }
        }
        return Quantity(units: Int64(clamping: max(0, open)))
    }

    /// Where each part of the quantity is.
    ///
    /// What is open is told by why the newest children left it: what an older child left may have been given to a newer.
    public var account: ParentAccount {
        var account = ParentAccount()
        account.requested = quantity
        var parts = (filled: Int128(0), unknown: Int128(0), working: Int128(0))
        for child in children {
            let record = child.record
            parts.filled += Int128(record.cumulative.units)
            switch record.phase {
            case .unknown: parts.unknown += Int128(record.remainder.units)
            case let phase where !phase.isClosed: parts.working += Int128(record.remainder.units)
            default: break
            }
        }
        var open = quantity.units
        account.filled = Self.take(parts.filled, of: &open, beyond: &account.surplus)
        account.unknown = Self.take(parts.unknown, of: &open, beyond: &account.surplus)
        account.working = Self.take(parts.working, of: &open, beyond: &account.surplus)
        for child in children.reversed() where child.record.phase.isClosed && open > 0 {
            let left = min(open, child.record.remainder.units)
            switch child.record.phase {
            case .rejected, .denied: account.rejected.units += left
            default: account.cancelled.units += left
            }
            open -= left
        }
        account.unallocated.units = open
        return account
    }

    /// Takes `part` of what is open; what is more than that is surplus.
    private static func take(_ part: Int128, of open: inout Int64, beyond surplus: inout Quantity) -> Quantity {
        let taken = Int64(clamping: min(part, Int128(open)))
        open -= taken
        surplus = surplus.addingSaturated(Quantity(units: Int64(clamping: part - Int128(taken))))
        return Quantity(units: taken)
    }

    /// The leg's next try; nil when all its names are used.
    func nextAttempt(_ venue: VenueID) -> Int? {
        let used = children.count { $0.request.venue == venue }
        return used < ClientOrderID.attemptLimit ? used : nil
    }
}
