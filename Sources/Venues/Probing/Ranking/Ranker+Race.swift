/// The order by who hears the same event first.
extension Ranker {
    /// The hosts in order of a race by the stream with the most to compare; nil where there is none.
    static func race(_ hosts: [NamedReport], _ venue: String) -> HostRanking? {
        let endpoints = hosts.flatMap { $0.report.endpoints.filter { $0.venue == venue } }
        let races = unique(endpoints.flatMap { $0.streams.map(\.name) }).compactMap { stream in
            EventRace(hosts, venue: venue, stream: stream).map { (stream: stream, race: $0) }
        }
        let size = { (race: EventRace) in race.runners.map(\.order.count).min() ?? 0 }
        guard let (stream, race) = races.max(by: { size($0.race) < size($1.race) }) else { return nil }
        let order = standings(race)
        guard order.count >= 2 else { return nil }
        let runners = order.map { race.runners[$0] }
        let difference = { (host: Int, other: Int) in
            EventRace.difference(runners[host], over: runners[other], comparisons: runners.count - 1)
        }
        let groups = groups(count: runners.count, difference: difference)
        let wins = race.wins()
        let rows = runners.indices.map { place in
            let behind = place == 0 ? nil : difference(place, 0)
            return RankRow(
                host: runners[place].host,
                estimate: QuantileEstimate(
                    .p50,
                    value: place == 0 ? 0 : behind?.value,
                    low: place == 0 ? 0 : behind?.low,
                    high: place == 0 ? 0 : behind?.high
                ),
                tail: nil,
                behind: behind,
                group: groups[place],
                count: place == 0 ? runners[0].order.count : EventRace.lead(runners[place], over: runners[0]).count,
                won: wins[order[place]]
            )
        }
        let ran = runners.map(\.host)
        return HostRanking(
            venue: venue,
            criterion: .race,
            rows: rows,
            missing: hosts.map(\.host).filter { !ran.contains($0) },
            notes: ["raced by \(stream)", words(race.basis)]
        )
    }

    /// The runners in order: against the first of them, whichever that is, all stand in the right one.
    private static func standings(_ race: EventRace) -> [Int] {
        let leads = race.runners.indices.compactMap { index -> (index: Int, lead: Int64)? in
            if index == 0 { return (0, 0) }
            return EventRace.difference(race.runners[index], over: race.runners[0], comparisons: 1).map {
                (index, $0.value)
            }
        }
        return leads.sorted { $0.lead < $1.lead }.map(\.index)
    }

    private static func words(_ basis: EventRace.Basis) -> String {
        switch basis {
        case .calendars:
            "times are compared by the hosts' calendars, and how wrong those may be is in each interval"
        case .venueClock:
            "times are compared by the venue's clock as each host knows it, and half a round trip is in each interval"
        }
    }
}
