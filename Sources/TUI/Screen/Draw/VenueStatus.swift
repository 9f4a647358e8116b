import Books

/// What a venue's state is called, everywhere on the screen.
struct VenueStatus {
    private let venue: VenueView

    /// The words for `venue`.
    init(_ venue: VenueView) {
        self.venue = venue
    }

    /// The role of its words.
    var role: Role {
        switch venue.state {
        case .live: .healthOK
        case .connecting, .syncing, .stale, .lagging, .resyncing: .healthWarn
        case .down, .halted, .distrusted: .healthDown
        }
    }

    /// One word.
    var word: Text {
        switch venue.state {
        case .connecting: "CONNECTING"
        case .syncing: "SYNC"
        case .live: "ok"
        case .stale: "STALE"
        case .lagging: "LAG"
        case .resyncing: "RESYNC"
        case .down: "DOWN"
        case .halted: "HALTED"
        case .distrusted: "DISTRUST"
        }
    }

    /// One word of at most six letters.
    var shortWord: Text {
        switch venue.state {
        case .connecting: "CONN"
        case .distrusted: "DISTR"
        case .syncing, .live, .stale, .lagging, .resyncing, .down, .halted: word
        }
    }

    /// The word with the time that belongs to it, as long as `room` allows.
    func badge(room: Int) -> Text {
        badges.longest(in: room)
    }

    /// The badge in a book's title, wider apart where there is room.
    func titleBadge(room: Int, width: Int) -> Text {
        guard venue.state.isLive, width >= 26, let latency = venue.latency else {
            return badge(room: room)
        }
        return [Text(joining: "ok  ", Text(delay: latency).spaced), "ok"].longest(in: room)
    }

    private var badges: [Text] {
        switch venue.state {
        case .live:
            venue.latency.map { [joined("ok ", Text(delay: $0)), "ok"] } ?? ["ok"]
        case .stale(let age):
            [joined("STALE ", Text(lasting: age).rightAligned(5)), joined("STALE", Text(coarse: age)), "STALE"]
        case .lagging(let lag):
            [joined("LAG ", Text(lasting: lag).rightAligned(5)), joined("LAG ", Text(coarse: lag)), "LAG"]
        case .distrusted(_, let remaining):
            [joined("DISTRUST ", Text(coarse: remaining)), "DISTRUST"]
        case .down(let outage):
            [
                joined("DOWN ", Text(stopwatch: outage.elapsed), ", try ", Text("\(outage.attempt)")),
                joined("DOWN ", Text(stopwatch: outage.elapsed)),
                joined("DOWN ", Text(coarse: outage.elapsed)),
                "DOWN",
            ]
        case .connecting: ["CONNECTING", "CONNECT"]
        case .syncing: ["SYNC"]
        case .resyncing: ["RESYNC"]
        case .halted: ["HALTED"]
        }
    }

    /// What stands in the place of the spread, longest wording first; nothing where there is a spread.
    var midWordings: [Text]? {
        switch venue.state {
        case .live, .stale, .lagging: nil
        case .distrusted: ["not trusted for now", "not trusted"]
        case .connecting: ["connecting"]
        case .syncing: ["waiting for the book", "syncing"]
        case .resyncing: ["rebuilding the book", "resyncing"]
        case .down(let outage): [joined("no data since ", Text(clock: outage.since)), "no data"]
        case .halted: ["trading halted", "halted"]
        }
    }

    /// What stands in the place of the last trade, longest wording first; nothing where there is one.
    var lastWordings: [Text]? {
        switch venue.state {
        case .live, .stale, .lagging: return nil
        case .connecting, .syncing: return [""]
        case .resyncing(let reason), .halted(let reason), .distrusted(let reason, _): return [joined(" ", Text(reason))]
        case .down(let outage):
            let attempt = Text("\(outage.attempt)")
            guard let wait = outage.retryIn else {
                return [joined(" connecting now, try ", attempt), joined("try ", attempt, " now")]
            }
            return [
                joined(" reconnect in ", Text(coarse: wait), ", try ", attempt),
                joined("retry ", attempt, " in ", Text(coarse: wait)),
            ]
        }
    }

    /// What stands in the place of the sequence, longest wording first; nothing where there is one.
    var sequenceWordings: [Text]? {
        switch venue.state {
        case .live, .stale, .lagging, .connecting, .syncing, .resyncing, .halted, .distrusted: nil
        case .down(let outage): [joined(" cause: ", Text(outage.reason)), joined(" ", Text(outage.reason))]
        }
    }

    /// The state in one sentence, for the message row; nothing for a live venue.
    var sentence: String? {
        switch venue.state {
        case .live: return nil
        case .connecting: return "\(venue.name) is connecting"
        case .syncing: return "\(venue.name) waits for its first book"
        case .stale(let age): return "\(venue.name) is stale: nothing heard for \(Text(lasting: age).string)"
        case .lagging(let lag): return "\(venue.name) is late by \(Text(lasting: lag).string)"
        case .distrusted(let reason, let remaining):
            return "\(venue.name) is not trusted for \(Text(lasting: remaining).string): \(reason)"
        case .resyncing(let reason): return "\(venue.name) rebuilds its book: \(reason)"
        case .halted(let reason): return "\(venue.name) halted trading: \(reason)"
        case .down(let outage):
            let retry = outage.retryIn.map { "in \(Text(lasting: $0).string)" } ?? "now"
            return "\(venue.name) is down: \(outage.reason), try \(outage.attempt) \(retry)"
        }
    }

    private func joined(_ parts: Text...) -> Text {
        var result = Text()
        for part in parts {
            result.append(part)
        }
        return result
    }
}
