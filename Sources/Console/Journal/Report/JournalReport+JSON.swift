import Books
import Strategy
import Venues

extension JournalReport {
    /// The report as one JSON object; numbers with decimals are texts, so that none is read as a binary fraction.
    public var json: String {
        JSONValue.members([
            "version": .count(1),
            "instrument": .string(instrument.name),
            "starts": .array(epochs.map { .count($0) }),
            "from": Self.time(span?.first),
            "to": Self.time(span?.last),
            "matches": .array(matches.map { Self.object(Self.columns, row($0)) }),
            "venues": .array(usedVenues.map(value)),
            "denials": Self.counts(denials),
            "account": account,
            "open_orders": .count(openOrders),
            "lost_entries": .count(lost),
        ]).text
    }

    private var account: JSONValue {
        let profit = lastMid.flatMap(ledger.profit(at:)).map(numbers.quote)
        return .members([
            "position": .string(numbers.base(ledger.holding.position)),
            "cash": .string(numbers.quote(ledger.accounts.reduce(0) { $0 &+ $1.quote })),
            "fees": .string(numbers.quote(ledger.fees)),
            "realised": .string(numbers.quote(ledger.holding.realised)),
            "open": openProfit.map { .string(numbers.quote($0)) } ?? .null,
            "net": profit.map { .string($0) } ?? .null,
            "mid": lastMid.map { .string(numbers.mid(doubled: $0.doubled)) } ?? .null,
        ])
    }

    private func value(_ venue: ReportedVenue) -> JSONValue {
        guard case .object(var members) = Self.object(Self.venueColumns.dropLast(), Array(row(venue).dropLast())) else {
            return .null
        }
        members.append(.init(name: "rejects", value: Self.counts(venue.rejects)))
        return .object(members)
    }

    private static func object(_ names: [String], _ texts: [String]) -> JSONValue {
        .object(
            zip(names, texts).map { name, text in
                .init(name: name, value: text.isEmpty ? .null : .string(text))
            }
        )
    }

    private static func counts(_ counts: [ReportedVenue.Count]) -> JSONValue {
        .object(counts.map { .init(name: $0.name, value: .count($0.count)) })
    }

    private static func time(_ time: WallTime?) -> JSONValue {
        time.map { .string(JournalNumbers.time($0)) } ?? .null
    }
}
