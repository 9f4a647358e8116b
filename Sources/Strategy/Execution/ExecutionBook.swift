public import Books

/// Execution as a machine: matches become orders, evidence becomes state, and time does the rest.
///
/// It owns the matches with their children, the claims on liquidity, the gate and the ledger. An input and the instant go
/// in, effects come out, ``deadline`` says when it has to be asked again. The same inputs lead to the same effects.
public struct ExecutionBook: Sendable {
    /// How matches are executed.
    public let configuration: ExecutionConfiguration
    /// Finds matches.
    public var matcher: Matcher
    /// Lets orders through or not.
    public internal(set) var gate: RiskGate
    /// What fills have moved.
    public internal(set) var ledger: Ledger
    /// How the venues have treated our orders, by slot.
    public internal(set) var qualities: [VenueQuality]
    /// The matches of this start of the console that are remembered, by number.
    public internal(set) var parents: [ParentOrder] = []
    /// What of the books is on its way to be taken.
    public internal(set) var claims = LiquidityClaims()

    /// Venues that contradicted themselves, by slot: nothing more goes there until a person says so.
    public internal(set) var isHalted: [Bool]

    let tags: any OrderTagging
    var next: UInt64 = 0
    /// The number of the next child, for people.
    var nextChild: Int64 = 1
    /// Quotes that the gate has refused, until they may be matched again.
    var barred: [(quote: QuoteID, until: MonotonicTime)] = []

    /// An empty book of executions.
    public init(
        _ configuration: ExecutionConfiguration,
        instrument: Instrument,
        matcher: Matcher,
        gate: RiskGate,
        tags: any OrderTagging
    ) {
        self.configuration = configuration
        self.matcher = matcher
        self.gate = gate
        self.tags = tags
        ledger = Ledger(instrument, venueCount: configuration.fences.count)
        isHalted = Array(repeating: false, count: configuration.fences.count)
        qualities = Array(repeating: VenueQuality(), count: configuration.fences.count)
    }

    // MARK: - Queries

    /// When ``deadlineReached(_:at:into:)`` has to be called; nil while nothing waits.
    public var deadline: MonotonicTime? {
        var deadline: MonotonicTime?
        for parent in parents {
            for child in parent.children {
                guard let check = child.checkAt else { continue }
                deadline = min(check, deadline ?? check)
            }
        }
        return deadline
    }

    /// How many matches were decided since the start, whether an order of them left or not.
    public var matchCount: Int { Int(clamping: next) }

    /// The matches that have not ended.
    public var active: [ParentOrder] { parents.filter { $0.endedAt == nil } }

    /// The order of this name; nil if it is not remembered.
    public func order(_ id: ClientOrderID) -> ChildOrder? {
        place(of: id).map { parents[$0.parent].children[$0.child] }
    }

    /// The order that people call by this number; nil if it is not remembered.
    public func order(numbered number: Int64) -> ChildOrder? {
        // The newest are asked for most.
        for parent in parents.reversed() {
            if let child = parent.children.first(where: { $0.number == number }) { return child }
        }
        return nil
    }

    /// Our name of the order that a venue calls so; nil if it is not remembered.
    func orderID(_ venueOrderID: String, at venue: VenueID) -> ClientOrderID? {
        for parent in parents.reversed() {
            for child in parent.children where child.request.venue == venue {
                if child.record.venueOrderID == venueOrderID { return child.request.id }
            }
        }
        return nil
    }

    /// Whether an order at the venue is in doubt.
    public func isInDoubt(_ venue: VenueID) -> Bool {
        parents.contains { parent in
            parent.children.contains { $0.request.venue == venue && $0.record.phase == .unknown }
        }
    }

    /// Whether it is not known of an order at the venue what it has come to: in doubt, or traded by the venue's report
    /// while the fills have not been told.
    ///
    /// Nothing new goes there meanwhile: the ledger does not know yet what the next order would add to.
    public func isUnsettled(_ venue: VenueID) -> Bool {
        parents.contains { parent in
            parent.children.contains { child in
                child.request.venue == venue && (child.record.phase == .unknown || child.awaitsFills)
            }
        }
    }

    /// Whether another order may still trade at the venue than that of a name.
    func hasOpenOrder(at venue: VenueID, but id: ClientOrderID? = nil) -> Bool {
        parents.contains { parent in
            parent.children.contains {
                $0.request.venue == venue && $0.isOpen && $0.request.id != id
            }
        }
    }

    /// What our orders and our position can come to at worst.
    ///
    /// What a venue reports as traded counts like what may still trade until its fills are in the ledger. `mid` values the
    /// position; without it a position has no value that can be told. A child that is held counts from the moment it passed
    /// the gate.
    public func exposure(at mid: Mid?, without excluded: ClientOrderID? = nil) -> Exposure {
        let scale = ledger.scale
        let position = ledger.holding.position
        var exposure = Exposure(
            position: position,
            longest: position,
            shortest: position,
            openNotional: 0,
            openOrders: 0,
            profit: mid.flatMap(ledger.profit(at:)) ?? (position == 0 ? ledger.realised : nil)
        )
        for parent in parents {
            for child in parent.children where child.request.id != excluded {
                let isOpen = !child.record.phase.isClosed
                if isOpen { exposure.openOrders += 1 }
                let rest = child.record.unbooked
                guard rest > .zero else { continue }
                if child.request.side == .buy {
                    exposure.longest += scale.base(rest)
                } else {
                    exposure.shortest -= scale.base(rest)
                }
                exposure.add(scale.quote(Notional(child.request.limit, rest)))
            }
        }
        return exposure
    }

    // MARK: - Places

    /// Whether a match of this start was settled so long ago that it is not remembered any more.
    func hasForgotten(_ id: ClientOrderID) -> Bool {
        id.epoch == configuration.epoch && id.match < next && index(of: id) == nil
    }

    /// Where an order stands in the arrays: match, leg and try are read from its name.
    func place(of id: ClientOrderID) -> (parent: Int, child: Int)? {
        guard let parent = index(of: id),
            let child = parents[parent].children.firstIndex(where: { $0.request.id == id })
        else { return nil }
        return (parent, child)
    }

    /// The index of an order's match by halving: starts and numbers rise.
    private func index(of id: ClientOrderID) -> Int? {
        let wanted = (id.epoch, id.match)
        var low = 0
        var high = parents.count
        while low < high {
            let middle = (low + high) / 2
            if (parents[middle].epoch, parents[middle].number) < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < parents.count, (parents[low].epoch, parents[low].number) == wanted else { return nil }
        return low
    }
}
