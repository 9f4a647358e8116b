import Books
import TUI
import Venues

/// What a snapshot says about venues and the book of all of them.
struct SnapshotMarket {
    private let numbers: SnapshotNumbers

    init(_ numbers: SnapshotNumbers) {
        self.numbers = numbers
    }

    /// Every venue with its health; the levels of live venues alone, as on the screen.
    func venues(_ model: ConsoleViewModel) -> JSONValue {
        .array(model.venues.map(venue))
    }

    /// The book of all live venues, each level with its part a venue.
    func consumer(_ model: ConsoleViewModel) -> JSONValue {
        let levels = { (levels: FiveLevels<ConsumerLevelView>) in
            JSONValue.array((0..<levels.count).compactMap { levels[$0] }.map { level($0, model.venues) })
        }
        return .members([
            "live_venues": .count(model.liveVenueCount),
            "crossed_ms": SnapshotNumbers.milliseconds(model.consumer.crossedFor),
            "asks": levels(model.consumer.asks),
            "bids": levels(model.consumer.bids),
        ])
    }

    private func venue(_ venue: VenueView) -> JSONValue {
        let isLive = venue.state.isLive
        return .members([
            "name": .string(venue.name),
            "state": .string(PlainOutput.state(venue.state)),
            "reason": reason(venue.state),
            "age_ms": SnapshotNumbers.milliseconds(venue.age),
            "gaps": .count(venue.gaps),
            "tries": .count(venue.tries),
            "sequence": venue.sequence.map { .count($0) } ?? .null,
            "asks": isLive ? ladder(venue.ladder.asks) : .null,
            "bids": isLive ? ladder(venue.ladder.bids) : .null,
        ])
    }

    private func reason(_ state: VenueState) -> JSONValue {
        switch state {
        case .connecting, .syncing, .live, .stale, .lagging: .null
        case .resyncing(let reason), .halted(let reason), .distrusted(let reason, _): .string(reason)
        case .down(let outage): .string(outage.reason)
        }
    }

    private func ladder(_ levels: FiveLevels<LevelView>) -> JSONValue {
        .array(
            (0..<levels.count).compactMap { levels[$0] }.map { level in
                .members(["price": numbers.price(level.price), "size": numbers.quantity(level.quantity)])
            }
        )
    }

    private func level(_ level: ConsumerLevelView, _ venues: [VenueView]) -> JSONValue {
        let parts = venues.map { venue in
            JSONValue.Member(name: venue.name, value: numbers.quantity(level.parts[venue.venue]))
        }
        return .members([
            "price": numbers.price(level.price), "size": numbers.quantity(level.total), "venues": .object(parts),
        ])
    }
}
