public import Books
public import Venues

/// A session whose messages say what it shall do: `snapshot`, `change`, `live`, `halted`, `gap`, `end`, `send`, `soon`.
///
/// Any other word comes out as a note, and so does what it is told beside messages.
public struct ScriptedSession: MarketDataSession {
    public let capabilities = MarketDataCapabilities(
        snapshotSource: .inBand,
        continuity: .checksum,
        staleAfter: .seconds(2),
        deadAfter: .seconds(5),
        connectSpacing: .seconds(1)
    )
    public let endpoint: Endpoint
    public private(set) var deadline: MonotonicTime?
    public private(set) var clock: ClockEstimate?
    public var limits = VenueLimits()

    private let venue = VenueID(slot: 0)

    /// A session that streams from `host`.
    public init?(_ host: String = "venue.example") {
        guard let endpoint = Endpoint(host: host, port: 443, isSecure: true, path: "/feed") else { return nil }
        self.endpoint = endpoint
    }

    public mutating func handle(_ input: SessionInput, at now: MonotonicTime, into effects: inout SessionEffects) {
        switch input {
        case .connected:
            effects.market.append(.state(venue, .syncing, at: now))
            effects.acts.append(.send(Array("subscribe".utf8)))
        case .disconnected:
            deadline = nil
        case .answer(_, let result):
            if case .success(let answer) = result {
                receive(answer.body.span, at: now, into: &effects)
            }
        case .resync(let reason):
            effects.market.append(.state(venue, .resyncing(reason), at: now))
        case .measureClock:
            effects.acts.append(.note("measure"))
        case .deadlineReached:
            deadline = nil
            effects.acts.append(.note("deadline"))
        }
    }

    public mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime, into effects: inout SessionEffects) {
        let text = String(decoding: message.indices.map { message[$0] }, as: UTF8.self)
        for word in text.split(separator: " ") {
            switch word {
            case "snapshot": effects.market.append(.book(update(.snapshot, at: now)))
            case "change": effects.market.append(.book(update(.delta, at: now)))
            case "live": effects.market.append(.state(venue, .live, at: now))
            case "halted": effects.market.append(.state(venue, .halted, at: now))
            case "gap": effects.market.append(.state(venue, .resyncing(.gap(expected: 1, received: 3)), at: now))
            case "end": effects.acts.append(.disconnect(.refused("it is over")))
            case "send": effects.acts.append(.send(Array("hello".utf8)))
            case "soon": deadline = now + .milliseconds(100)
            default: effects.acts.append(.note(String(word)))
            }
        }
    }

    private func update(_ kind: BookUpdate.Kind, at now: MonotonicTime) -> BookUpdate {
        BookUpdate(
            venue: venue,
            kind: kind,
            sequence: 1,
            exchangeTime: nil,
            receiveTime: now,
            depth: nil,
            bids: 0..<0,
            asks: 0..<0
        )
    }
}
