import Books

/// The orders that a session has met: which were sent, when, and under which names of the venue's.
struct KnownOrders: Sendable {
    /// A new order of this run.
    struct Sent: Sendable {
        let request: OrderRequest
        let at: MonotonicTime
        /// By the venue's clock as far as it was known.
        let venueTime: WallTime
    }

    /// The new orders of this run: no name is in here twice, and none ever leaves.
    private var sent: [ClientOrderID: Sent] = [:]
    /// Whose order a name of the venue's is; nil inside for one that is not of ours.
    private var owners: [String: ClientOrderID?] = [:]
    private var names: [ClientOrderID: String] = [:]
    /// The names in `owners` of orders that are not ours, in a ring.
    private var strangers: [String] = []
    /// Where the ring's oldest name stands, once it is full.
    private var oldestStranger = 0

    /// How many orders of others are kept: they come on the private stream for as long as somebody trades there.
    static let strangersLimit = 10_000

    /// Notes a new order; false if its name was used before, and then it must not be sent.
    mutating func submit(_ request: OrderRequest, at now: MonotonicTime, venueTime: WallTime) -> Bool {
        guard sent[request.id] == nil else { return false }
        sent[request.id] = Sent(request: request, at: now, venueTime: venueTime)
        return true
    }

    /// Notes what the venue calls an order; what was told of an order of ours is not taken back.
    mutating func name(_ id: ClientOrderID?, _ venueOrderID: String) {
        if let id {
            owners[venueOrderID] = .some(id)
            names[id] = venueOrderID
        } else if !isIdentified(venueOrderID) {
            owners[venueOrderID] = .some(nil)
            keep(stranger: venueOrderID)
        }
    }

    /// Keeps another's order, and forgets the oldest one for it where there are too many.
    private mutating func keep(stranger name: String) {
        guard strangers.count >= Self.strangersLimit else { return strangers.append(name) }
        let old = strangers[oldestStranger]
        // One that has turned out to be ours stays.
        if id(of: old) == nil { owners.removeValue(forKey: old) }
        strangers[oldestStranger] = name
        oldestStranger = (oldestStranger + 1) % Self.strangersLimit
    }

    /// An order of this run.
    func sent(_ id: ClientOrderID) -> Sent? { sent[id] }

    /// What the venue calls an order, if it has said so.
    func venueOrderID(of id: ClientOrderID) -> String? { names[id] }

    /// Our name for an order of the venue's.
    func id(of venueOrderID: String) -> ClientOrderID? { owners[venueOrderID] ?? nil }

    /// Whether it is known whose an order of the venue's is.
    func isIdentified(_ venueOrderID: String) -> Bool { owners[venueOrderID] != nil }
}
