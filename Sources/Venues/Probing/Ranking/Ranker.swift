/// Puts hosts in order, and says where the measurement does not decide.
public enum Ranker {
    /// All orders of hosts that the reports allow: venue by venue, the most telling criterion first.
    public static func rankings(of reports: [ProbeReport]) -> [HostRanking] {
        let hosts = named(reports)
        let venues = unique(reports.flatMap { $0.endpoints.map(\.venue) })
        return venues.flatMap { venue in
            RankCriterion.allCases.compactMap { criterion in
                criterion.series.map { series(hosts, venue, criterion, $0) } ?? race(hosts, venue)
            }
        }
    }

    /// A host's report under a name that tells it apart from the others.
    typealias NamedReport = (host: String, report: ProbeReport)

    private static func named(_ reports: [ProbeReport]) -> [NamedReport] {
        let labels = reports.map(\.host.label)
        return reports.enumerated().map { index, report in
            let same = labels.indices.filter { labels[$0] == labels[index] }
            guard same.count > 1, let place = same.firstIndex(of: index) else { return (labels[index], report) }
            return ("\(labels[index]) #\(place + 1)", report)
        }
    }

    /// Each name once, in the order of its first place.
    static func unique(_ names: [String]) -> [String] {
        names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }

    /// The groups of `count` hosts in order: each begins with a host that can be told from the first of the one before.
    ///
    /// "Cannot be told apart" holds between a group's first and its others, not among these: of three hosts in a row the
    /// last may differ from the first though neither differs from the one between.
    static func groups(count: Int, difference: (_ host: Int, _ leader: Int) -> Difference?) -> [Int] {
        var groups: [Int] = []
        var leader = 0
        for host in 0..<count {
            if host > 0, let gap = difference(host, leader), !gap.mayBeNothing { leader = host }
            groups.append(leader == host && host > 0 ? (groups.last ?? 0) + 1 : groups.last ?? 0)
        }
        return groups
    }
}
