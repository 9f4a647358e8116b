public import Books

/// One order as the set of all that was said about it.
///
/// Adding evidence twice or in another order leads to the same set; phase and flags are functions of it (see
/// `OrderRecord+Phase.swift`). So duplicates, reordering and late arrivals need no code of their own. What is never
/// asked again is not kept: of reports the highest cumulative and which statuses there were.
public struct OrderRecord: Sendable, Equatable {
    /// What was ordered.
    public let request: OrderRequest
    /// From when on the venue cannot take the order any more, whatever became of it.
    public let fence: Fence
    /// The fills, by the venue's name for them.
    public private(set) var fills: [OrderFill] = []
    /// The sum of the fills.
    public private(set) var filled = Quantity.zero
    /// The most that the venue has reported as traded.
    public private(set) var reported = Quantity.zero
    /// The venue's own name for the order.
    public private(set) var venueOrderID: String?
    /// Why the venue refused it, if it did.
    public private(set) var refusal: OrderRefusal?

    private(set) var signs: Signs = []
    private var cancelsRequested = NumberSet()
    private var cancelsRejected = NumberSet()
    /// The two smallest numbers of questions after the fence that found nothing: more than two prove nothing more.
    private var notFoundAfterFence: (first: Int?, second: Int?) = (nil, nil)

    /// Evidence without content of its own.
    struct Signs: OptionSet, Sendable, Hashable {
        let rawValue: UInt16

        static let intent = Signs(rawValue: 1 << 0)
        static let denied = Signs(rawValue: 1 << 1)
        static let sendStarted = Signs(rawValue: 1 << 2)
        static let notStarted = Signs(rawValue: 1 << 3)
        static let ambiguous = Signs(rawValue: 1 << 4)
        static let acknowledged = Signs(rawValue: 1 << 5)
        static let rejected = Signs(rawValue: 1 << 6)
        static let reported = Signs(rawValue: 1 << 7)
        static let reportedFilled = Signs(rawValue: 1 << 8)
        static let reportedCancelled = Signs(rawValue: 1 << 9)
        static let reportedExpired = Signs(rawValue: 1 << 10)
        static let conflict = Signs(rawValue: 1 << 11)
    }

    /// An order about which nothing was said yet.
    public init(_ request: OrderRequest, fence: Fence) {
        self.request = request
        self.fence = fence
    }

    // MARK: - Evidence

    /// Adds what was said, and says whether a fill is among the set for the first time: that one is to be booked.
    @discardableResult
    public mutating func add(_ evidence: OrderEvidence) -> OrderFill? {
        switch evidence {
        case .intent: signs.insert(.intent)
        case .denied: signs.insert(.denied)
        case .sendStarted: signs.insert(.sendStarted)
        case .notStarted: signs.insert(.notStarted)
        case .ambiguous: signs.insert(.ambiguous)
        case .acknowledged(let name): acknowledge(name)
        case .rejected(let refusal):
            signs.insert(.rejected)
            self.refusal = self.refusal ?? refusal
        case .fill(let fill): return add(fill)
        case .report(let report): add(report)
        case .cancelRequested(let number): cancelsRequested.insert(number)
        case .cancelRejected(let number, _): cancelsRejected.insert(number)
        case .notFound(let number, .afterFence): noteNotFound(number)
        case .notFound(_, .beforeFence): break
        }
        return nil
    }

    // MARK: - Queries

    /// How much has traded by all that is known.
    public var cumulative: Quantity { max(filled, reported) }

    /// How much of it may still trade, or would have.
    public var remainder: Quantity {
        Quantity(units: max(0, request.quantity.units - cumulative.units))
    }

    /// How much the venue has reported that no fill has told of yet.
    public var missingFills: Quantity {
        Quantity(units: max(0, reported.units - filled.units))
    }

    /// How much of it is in no ledger and may be at the venue: what may still trade, and what has by its report alone.
    public var unbooked: Quantity {
        phase.isClosed ? missingFills : Quantity(units: max(0, request.quantity.units - filled.units))
    }

    /// Whether we have asked for its cancellation and were not refused.
    public var isCancelOpen: Bool { !cancelsRequested.isSubset(of: cancelsRejected) }

    /// Whether a request to cancel it was refused.
    var wasCancelRejected: Bool { !cancelsRejected.isEmpty }

    /// Whether two questions after the fence, the trade history read, found nothing.
    var isProvenAbsent: Bool { notFoundAfterFence.second != nil }

    /// How many questions after the fence have found nothing, two at most.
    var absences: Int { isProvenAbsent ? 2 : notFoundAfterFence.first == nil ? 0 : 1 }

    // MARK: - Parts

    private mutating func acknowledge(_ name: String) {
        signs.insert(.acknowledged)
        guard let known = venueOrderID, known != name else {
            venueOrderID = name
            return
        }
        signs.insert(.conflict)
        venueOrderID = min(known, name)
    }

    private mutating func add(_ fill: OrderFill) -> OrderFill? {
        guard fill.isPlausible else {
            signs.insert(.conflict)
            return nil
        }
        let place = fills.firstIndex { $0.trade >= fill.trade } ?? fills.endIndex
        if place < fills.endIndex, fills[place].trade == fill.trade {
            // The first telling was booked, so it stays.
            if !fills[place].isSameTrade(as: fill) { signs.insert(.conflict) }
            return nil
        }
        fills.insert(fill, at: place)
        filled = filled.addingSaturated(fill.quantity)
        return fill
    }

    private mutating func add(_ report: OrderReport) {
        signs.insert(.reported)
        reported = max(reported, report.cumulative)
        switch report.status {
        case .new, .partial: break
        case .filled: signs.insert(.reportedFilled)
        case .cancelled: signs.insert(.reportedCancelled)
        case .expired: signs.insert(.reportedExpired)
        }
    }

    private mutating func noteNotFound(_ number: Int) {
        guard let first = notFoundAfterFence.first else {
            notFoundAfterFence.first = number
            return
        }
        guard number != first else { return }
        let second = min(notFoundAfterFence.second ?? .max, max(first, number))
        notFoundAfterFence = (min(first, number), second)
    }

    public static func == (left: OrderRecord, right: OrderRecord) -> Bool {
        left.request == right.request && left.fence == right.fence && left.fills == right.fills
            && left.reported == right.reported && left.venueOrderID == right.venueOrderID && left.signs == right.signs
            && left.cancelsRequested == right.cancelsRequested && left.cancelsRejected == right.cancelsRejected
            && left.notFoundAfterFence == right.notFoundAfterFence
    }
}
