/// What is said about the order path of one venue where it is not simply open.
struct GateWords {
    private let venue: VenueView
    private let isExecuting: Bool

    /// The words for `venue`; while nothing at all is sent, the first row says so and no venue has to.
    init(_ venue: VenueView, _ execution: ExecutionState) {
        self.venue = venue
        isExecuting =
            switch execution {
            case .run, .part, .reducing: true
            case .none, .hold, .killed: false
            }
    }

    /// The role of the badge; nothing where there is none.
    var role: Role? { badges == nil ? nil : .stateHold }

    /// What stands in the place of the feed's state, as long as `room` allows; nothing where that state stands.
    func badge(room: Int) -> Text? {
        badges?.longest(in: room)
    }

    /// Why a venue takes no orders, in a few words; nil where it does.
    static func reason(_ gate: VenueGate) -> String? {
        switch gate {
        case .none, .open: nil
        case .held(let hold): "held by \(hold.cause)"
        case .cancelOnly: "cancels only"
        case .draining: "draining"
        case .inDoubt: "in doubt"
        case .closed(let reason): reason
        }
    }

    /// Longest wording first.
    private var badges: [Text]? {
        // A dead feed is the worse news.
        guard isExecuting, venue.state.isLive else { return nil }
        switch venue.gate {
        case .none, .open: return nil
        case .held: return ["ok  orders held", "HELD"]
        case .cancelOnly: return ["ok  cancels only", "CANCEL"]
        case .draining: return ["ok  draining", "DRAIN"]
        case .inDoubt: return ["ok  in doubt", "IN DOUBT"]
        case .closed: return ["ok  orders closed", "CLOSED"]
        }
    }
}
