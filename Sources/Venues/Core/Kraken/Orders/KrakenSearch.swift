import Books

/// Orders that are looked for by our names for them, among those that are open and then among those that have ended.
///
/// One order is asked for by its name. Several are looked for in the whole list, so that a question about ten orders costs no
/// more than one about a single order: what Kraken counts is requests.
struct KrakenSearch: Sendable, Equatable {
    /// What the orders are looked for.
    enum Aim: Sendable, Equatable {
        /// To say where they stand.
        case standing
        /// To learn the venue's name of one and then read its trades.
        case trades
    }

    /// One of them.
    struct Wanted: Sendable, Equatable {
        let question: OrderQuestion
        /// When the venue was first asked for it in this search; nil before that.
        var askedAt: MonotonicTime?
    }

    let aim: Aim
    var wanted: [Wanted]
    /// How many rows of the ended ones were read, of those that there are.
    var rows = 0
    var pages = 0

    /// A search for one order.
    init(_ question: OrderQuestion, for aim: Aim = .standing) {
        self.aim = aim
        wanted = [Wanted(question: question)]
    }

    /// The one name to ask for; nil where the list is looked through.
    var name: ClientOrderID? { wanted.count == 1 && pages == 0 ? wanted.first?.question.id : nil }

    /// Notes the time of the request for those that had not been asked for.
    mutating func ask(at now: MonotonicTime) {
        for index in wanted.indices where wanted[index].askedAt == nil { wanted[index].askedAt = now }
    }
}
