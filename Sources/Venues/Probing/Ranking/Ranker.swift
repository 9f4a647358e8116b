import Books

/// Puts hosts in order, and says where the measurement does not decide.
public enum Ranker {
    /// All orders of hosts that the reports allow: venue by venue, the most telling criterion first.
    public static func rankings(of reports: [ProbeReport]) -> [HostRanking] {
        let named = named(reports)
        let venues = unique(reports.flatMap { $0.endpoints.map(\.venue) })
        return venues.flatMap { venue in
            RankCriterion.allCases.compactMap { criterion in
                switch criterion {
                case .race: race(named, venue)
                case .order, .event, .question, .request: series(named, venue, criterion)
                }
            }
        }
    }

    /// The hosts with names that tell them apart.
    private static func named(_ reports: [ProbeReport]) -> [(host: String, report: ProbeReport)] {
        let labels = reports.map(\.host.label)
        return reports.enumerated().map { index, report in
            let same = labels.indices.filter { labels[$0] == labels[index] }
            guard same.count > 1, let place = same.firstIndex(of: index) else { return (labels[index], report) }
            return ("\(labels[index]) #\(place + 1)", report)
        }
    }

    private static func unique(_ names: [String]) -> [String] {
        names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }

    // MARK: - By a series

    private static func series(
        _ reports: [(host: String, report: ProbeReport)],
        _ venue: String,
        _ criterion: RankCriterion
    ) -> HostRanking? {
        var measured: [(host: String, report: SeriesReport, isEdge: Bool)] = []
        for (host, report) in reports {
            // Where a host asked several endpoints of the venue, the best of them is where it would trade.
            let found = report.endpoints.filter { $0.venue == venue }.compactMap { endpoint in
                criterion.series.flatMap { endpoint.series($0) }.map { ($0, endpoint.verdict.place == .edge) }
            }
            let best = found.filter { $0.0.distribution[.p50]?.value != nil }.min {
                ($0.0.distribution[.p50]?.value ?? .max) < ($1.0.distribution[.p50]?.value ?? .max)
            }
            if let best { measured.append((host, best.0, best.1)) }
        }
        guard measured.count >= 2 else { return nil }
        measured.sort { ($0.report.distribution[.p50]?.value ?? .max) < ($1.report.distribution[.p50]?.value ?? .max) }
        let comparisons = measured.count - 1
        var rows: [RankRow] = []
        var leader = 0
        for (index, entry) in measured.enumerated() {
            guard let estimate = entry.report.distribution[.p50] else { continue }
            let difference = { (other: Int) in
                measured[other].report.distribution[.p50].flatMap {
                    Difference(estimate, $0, comparisons: comparisons)
                }
            }
            if index > 0, difference(leader).map({ !$0.mayBeNothing }) == true { leader = index }
            rows.append(
                RankRow(
                    host: entry.host,
                    estimate: estimate,
                    tail: entry.report.distribution[.p99],
                    behind: index == 0 ? nil : difference(0),
                    group: leader,
                    count: entry.report.distribution.count,
                    won: nil
                )
            )
        }
        var notes: [String] = []
        if criterion == .request || criterion == .question, measured.contains(where: \.isEdge) {
            notes.append(
                "some of these endpoints are edges: this orders hosts by the way to the venue's front and behind it"
            )
        }
        return HostRanking(
            venue: venue,
            criterion: criterion,
            rows: grouped(rows),
            missing: reports.map(\.host).filter { host in !measured.contains { $0.host == host } },
            notes: notes
        )
    }

    /// The rows with their groups counted from 0.
    private static func grouped(_ rows: [RankRow]) -> [RankRow] {
        let leaders = unique(rows.map { String($0.group) })
        return rows.map { row in
            RankRow(
                host: row.host,
                estimate: row.estimate,
                tail: row.tail,
                behind: row.behind,
                group: leaders.firstIndex(of: String(row.group)) ?? 0,
                count: row.count,
                won: row.won
            )
        }
    }

    // MARK: - By the race

    private static func race(_ reports: [(host: String, report: ProbeReport)], _ venue: String) -> HostRanking? {
        let streams = unique(
            reports.flatMap { $0.report.endpoints.filter { $0.venue == venue }.flatMap { $0.streams.map(\.name) } }
        )
        // The stream with the most to compare: top of book changes more often than trades come.
        let races = streams.compactMap { stream in
            EventRace(reports, venue: venue, stream: stream).map { (stream, $0) }
        }
        let size = { (race: EventRace) in race.runners.map(\.order.count).min() ?? 0 }
        guard let (stream, race) = races.max(by: { size($0.1) < size($1.1) }) else { return nil }
        let runners = race.runners
        let comparisons = runners.count - 1
        // Against the first runner, whoever that is, all stand in the right order.
        let standings = runners.indices.compactMap { index -> (index: Int, lead: Int64)? in
            if index == 0 { return (0, 0) }
            return EventRace.difference(runners[index], over: runners[0], comparisons: 1).map { (index, $0.value) }
        }.sorted { $0.lead < $1.lead }
        guard standings.count >= 2, let best = standings.first else { return nil }
        let wins = race.wins()
        var rows: [RankRow] = []
        var leader = best.index
        for (place, standing) in standings.enumerated() {
            let runner = runners[standing.index]
            let behind =
                place == 0 ? nil : EventRace.difference(runner, over: runners[best.index], comparisons: comparisons)
            if place > 0, let gap = EventRace.difference(runner, over: runners[leader], comparisons: comparisons),
                !gap.mayBeNothing
            {
                leader = standing.index
            }
            rows.append(
                RankRow(
                    host: runner.host,
                    estimate: QuantileEstimate(
                        .p50,
                        value: place == 0 ? 0 : behind?.value,
                        low: place == 0 ? 0 : behind?.low,
                        high: place == 0 ? 0 : behind?.high
                    ),
                    tail: nil,
                    behind: behind,
                    group: leader,
                    count: place == 0 ? runner.order.count : EventRace.lead(runner, over: runners[best.index]).count,
                    won: wins[standing.index]
                )
            )
        }
        let ran = Set(standings.map { runners[$0.index].host })
        let clocks =
            race.basis == .calendars
            ? "times are compared by the hosts' calendars, and how wrong those may be is in each interval"
            : "times are compared by the venue's clock as each host knows it, and half a round trip is in each interval"
        return HostRanking(
            venue: venue,
            criterion: .race,
            rows: grouped(rows),
            missing: reports.map(\.host).filter { !ran.contains($0) },
            notes: ["raced by \(stream)", clocks]
        )
    }
}
