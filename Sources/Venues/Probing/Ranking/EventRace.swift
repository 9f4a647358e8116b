import Books

/// The race of hosts by the same events.
///
/// Two hosts hear the event with the same number at two times; what the venue's clock reads cancels, and so does all of
/// the way that they share. What does not cancel is the difference of the hosts' own clocks: their calendars where both
/// are synchronised, and how wrong those may be is added to each interval; or else the venue's clock as each of them
/// knows it.
struct EventRace {
    /// One host's part.
    struct Runner {
        let host: String
        /// How wrong its clock may be.
        let error: Int64
        /// When it heard each event.
        let heard: [UInt64: Int64]
        /// The numbers of the events in the order in which it heard them.
        let order: [UInt64]
    }

    /// By which clock times are compared.
    enum Basis: Sendable {
        case calendars
        case venueClock
    }

    /// The runners in it.
    let runners: [Runner]
    /// By which clock.
    let basis: Basis

    /// With fewer common events a race says nothing.
    static let leastEvents = 30

    /// The race by `stream` at `venue` between those hosts whose reports have it.
    init?(_ reports: [(host: String, report: ProbeReport)], venue: String, stream: String) {
        let entries = reports.compactMap { host, report -> (String, ProbeReport, EndpointReport, StreamReport)? in
            for endpoint in report.endpoints where endpoint.venue == venue {
                if let found = endpoint.streams.first(where: { $0.name == stream && !$0.events.isEmpty }) {
                    return (host, report, endpoint, found)
                }
            }
            return nil
        }
        guard entries.count >= 2 else { return nil }
        let calendar = entries.map { $0.1.host.clockError?.nanoseconds }
        let venueClock = entries.map { $0.2.clock?.error.nanoseconds }
        let worst = { (errors: [Int64?]) in errors.contains(nil) ? nil : errors.compactMap { $0 }.max() }
        let byCalendar: Bool
        switch (worst(calendar), worst(venueClock)) {
        case (nil, nil): return nil
        case (.some, nil): byCalendar = true
        case (nil, .some): byCalendar = false
        case (let first?, let second?): byCalendar = first <= second
        }
        basis = byCalendar ? .calendars : .venueClock
        runners = entries.indices.map { index in
            let (host, _, _, stream) = entries[index]
            var heard: [UInt64: Int64] = [:]
            var order: [UInt64] = []
            for event in stream.events {
                guard let time = byCalendar ? event.hostTime : event.venueTime else { continue }
                if heard.updateValue(time, forKey: event.sequence) == nil { order.append(event.sequence) }
            }
            let error = (byCalendar ? calendar[index] : venueClock[index]) ?? 0
            return Runner(host: host, error: error, heard: heard, order: order)
        }
    }

    /// By how much `first` hears the events that both heard later than `second`, in the order of time.
    static func lead(_ first: Runner, over second: Runner) -> [TimeSpan] {
        first.order.compactMap { sequence in
            guard let left = first.heard[sequence], let right = second.heard[sequence] else { return nil }
            let (difference, overflow) = left.subtractingReportingOverflow(right)
            return overflow ? nil : TimeSpan(nanoseconds: difference)
        }
    }

    /// The median of that with its interval, both hosts' clocks counted; nil with too few common events.
    static func difference(_ first: Runner, over second: Runner, comparisons: Int) -> Difference? {
        let leads = lead(first, over: second)
        guard leads.count >= leastEvents, let median = Distribution(leads.map { $0 })[.p50], let value = median.value
        else {
            return nil
        }
        let error = Int128(first.error) + Int128(second.error)
        let width = FamilyWidth.thousandths(of: comparisons)
        let reach = { (end: Int64) in abs(Int128(end) - Int128(value)) * width / 1_000 + error }
        return Difference(
            value: value,
            low: median.low.map { Int64(clamping: Int128(value) - reach($0)) },
            high: median.high.map { Int64(clamping: Int128(value) + reach($0)) }
        )
    }

    /// The share of the events that all of them heard which each heard first, in thousandths; a tie goes to none.
    func wins() -> [Int] {
        var counts = [Int](repeating: 0, count: runners.count)
        var events = 0
        for sequence in runners[0].order {
            let times = runners.compactMap { $0.heard[sequence] }
            guard times.count == runners.count, let best = times.min() else { continue }
            events += 1
            let winners = times.indices.filter { times[$0] == best }
            if winners.count == 1 { counts[winners[0]] += 1 }
        }
        return counts.map { events == 0 ? 0 : $0 * 1_000 / events }
    }
}
