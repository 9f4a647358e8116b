public import Books
public import Strategy

/// An order as the journal has it: what was to be sent, and all that was said about it.
public struct JournaledOrder: Sendable, Equatable {
    /// Our name for it.
    public let id: ClientOrderID
    /// Where it went.
    public let venue: VenueID
    /// What was to be sent; nil of an order that the journal holds words about and no intent.
    public internal(set) var intent: OrderIntent?
    /// When the intent, or the first word, was written down.
    public let since: WallTime
    /// What was said about it, each thing once, in the order of the file.
    public private(set) var evidence: [OrderEvidence] = []
    /// When the last new thing was said.
    public private(set) var changedAt: WallTime
    /// When it was sealed: nothing more is to be asked or expected.
    public internal(set) var sealedAt: WallTime?

    private var known: Set<OrderEvidence> = []
    private var trades: Set<TradeID> = []

    init(id: ClientOrderID, venue: VenueID, intent: OrderIntent?, since: WallTime) {
        self.id = id
        self.venue = venue
        self.intent = intent
        self.since = since
        changedAt = since
    }

    // MARK: - Queries

    /// The order as the set of its evidence; nil where the intent is not known.
    public var record: OrderRecord? {
        guard let intent else { return nil }
        // The steady clock of another start means nothing here; phases do not ask the fence.
        let wait = FenceRule(window: .zero, engineWait: intent.fencePassesAt.elapsed(since: intent.expiresAt))
        var record = OrderRecord(
            intent.request,
            fence: Fence(expiresAt: intent.request.expiresAt, rule: wait, clockError: .zero)
        )
        record.add(.intent)
        for evidence in evidence { record.add(evidence) }
        return record
    }

    /// The fills among what was said.
    public var fills: [OrderFill] {
        evidence.compactMap { evidence in
            if case .fill(let fill) = evidence { fill } else { nil }
        }
    }

    // MARK: - Parts

    /// Adds what was said, and gives the fill among it that is to be booked.
    mutating func add(_ new: OrderEvidence, at time: WallTime) -> OrderFill? {
        guard known.insert(new).inserted else { return nil }
        evidence.append(new)
        changedAt = time
        guard case .fill(let fill) = new, fill.isPlausible, trades.insert(fill.trade).inserted else { return nil }
        return fill
    }

    public static func == (left: JournaledOrder, right: JournaledOrder) -> Bool {
        left.id == right.id && left.venue == right.venue && left.intent == right.intent && left.since == right.since
            && left.evidence == right.evidence && left.changedAt == right.changedAt && left.sealedAt == right.sealedAt
    }
}
