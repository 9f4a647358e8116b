/// Orders by what each host measured for itself.
extension Ranker {
    /// With fewer values a host says nothing.
    private static let leastCount = 30

    /// What one host measured at the best of the venue's endpoints.
    private struct Measured {
        let host: String
        let distribution: Distribution
        let median: QuantileEstimate
        let value: Int64
        let isEdge: Bool
    }

    /// The hosts in order of the medians of one series; nil with fewer than two of them.
    static func series(
        _ hosts: [NamedReport],
        _ venue: String,
        _ criterion: RankCriterion,
        _ series: ProbeSeries
    ) -> HostRanking? {
        let measured = hosts.compactMap { Self.measured($0, venue, series) }.sorted { $0.value < $1.value }
        guard measured.count >= 2 else { return nil }
        let difference = { (host: Int, other: Int) in
            Difference(measured[host].median, measured[other].median, comparisons: measured.count - 1)
        }
        let groups = Self.groups(count: measured.count, difference: difference)
        let rows = measured.indices.map { index in
            RankRow(
                host: measured[index].host,
                estimate: measured[index].median,
                tail: measured[index].distribution[.p99],
                behind: index == 0 ? nil : difference(index, 0),
                group: groups[index],
                count: measured[index].distribution.count,
                won: nil
            )
        }
        let isFront = criterion == .request || criterion == .question
        let warning = "some of these endpoints are edges: the order is that of the way to the edge and behind it"
        return HostRanking(
            venue: venue,
            criterion: criterion,
            rows: rows,
            missing: hosts.map(\.host).filter { host in !measured.contains { $0.host == host } },
            notes: isFront && measured.contains(where: \.isEdge) ? [warning] : []
        )
    }

    /// Where a host asked several endpoints of a venue, the best of them is where it would trade.
    private static func measured(_ host: NamedReport, _ venue: String, _ series: ProbeSeries) -> Measured? {
        let all = host.report.endpoints.filter { $0.venue == venue }.compactMap { endpoint -> Measured? in
            guard let distribution = endpoint.series(series)?.distribution, distribution.count >= leastCount,
                let median = distribution[.p50], let value = median.value
            else { return nil }
            return Measured(
                host: host.host,
                distribution: distribution,
                median: median,
                value: value,
                isEdge: endpoint.verdict.place == .edge
            )
        }
        return all.min { $0.value < $1.value }
    }
}
