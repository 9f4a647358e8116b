public import Books
import Venues

/// Makes a report of what was recorded.
public struct ReportBuilder {
    /// The steady clock and the calendar of this host at one moment.
    private let now: (steady: MonotonicTime, calendar: WallTime)

    /// A builder on a host whose clocks read this.
    public init(steady: MonotonicTime, calendar: WallTime) {
        now = (steady, calendar)
    }

    /// The reports of all endpoints of one venue.
    ///
    /// A stream's endpoint often tells no time, so the venue's clock is taken from whichever of its endpoints tells it best.
    public func endpoints(_ records: [EndpointRecord]) -> [EndpointReport] {
        let clocks = records.map { (record: $0, timeline: VenueTimeline($0.clock)) }
        let best = clocks.filter { $0.timeline.error != nil }.min {
            ($0.timeline.error ?? .zero) < ($1.timeline.error ?? .zero)
        }
        return records.map { endpoint($0, source: best?.record.target.endpoint.authority, timeline: best?.timeline) }
    }

    private func endpoint(
        _ record: EndpointRecord,
        source: String?,
        timeline: VenueTimeline?
    ) -> EndpointReport {
        var series = connects(record.connects)
        for (kind, trips) in record.allTrips {
            series.append(
                SeriesReport(
                    kind,
                    Distribution(trips.delays),
                    firstUse: trips.firstUses.isEmpty ? nil : Distribution(trips.firstUses),
                    lateness: Self.median(trips.lateness)
                )
            )
        }
        for stream in record.allStreams {
            guard let delays = timeline.map({ Self.delays(stream.events, $0) }), !delays.isEmpty else { continue }
            let error = timeline?.error?.nanoseconds ?? 0
            series.append(SeriesReport(.event, stream: stream.name, Distribution(delays).widened(by: error)))
        }
        return EndpointReport(
            venue: record.target.venue.rawValue,
            role: record.target.role,
            authority: record.target.endpoint.authority,
            address: record.evidence.address,
            verdict: EdgeJudge.verdict(record.evidence, times(record)),
            series: series,
            clock: source.flatMap { source in timeline.flatMap { clock($0, source) } },
            streams: record.allStreams.map { stream($0.name, $0.events, $0.batches, timeline) },
            failures: record.failures.map { EndpointReport.Failure(sentence: $0.sentence, count: $0.count) }
        )
    }

    private func connects(_ record: ConnectRecord) -> [SeriesReport] {
        let parts: [(ProbeSeries, (ConnectRecord.Times) -> TimeSpan)] = [
            (.lookup, \.lookup), (.connect, \.connect), (.handshake, \.handshake),
        ]
        guard !record.attempts.isEmpty else { return [] }
        return parts.map { kind, part in
            let times = record.attempts.map { $0.map(part) }
            return SeriesReport(kind, Distribution(Array(times.dropFirst())), firstUse: Distribution([times[0]]))
        }
    }

    private func times(_ record: EndpointRecord) -> EdgeJudge.Times {
        var times = EdgeJudge.Times()
        let connections = record.connects.attempts.dropFirst().compactMap { $0 }
        times.connects = connections.map(\.connect)
        times.handshakes = connections.map(\.handshake)
        let requests = record.answered(.request)
        times.requests = requests.isEmpty ? record.answered(.question) : requests
        times.inside = record.inside ?? .zero
        return times
    }

    private func clock(_ timeline: VenueTimeline, _ source: String) -> ClockReport? {
        guard let error = timeline.error, let drift = timeline.drift, let last = timeline.lines.last else { return nil }
        let calendar = now.calendar.nanoseconds - now.steady.nanoseconds + last.end.nanoseconds
        return ClockReport(
            source: source,
            error: error,
            drift: drift.value,
            driftError: drift.error,
            offset: Int64(clamping: Int128(last.time(at: last.end).nanoseconds) - Int128(calendar)),
            lines: timeline.lines.count
        )
    }

    private func stream(
        _ name: String,
        _ sample: EventSample,
        _ batches: BatchMeter,
        _ timeline: VenueTimeline?
    ) -> StreamReport {
        StreamReport(
            name: name,
            total: sample.total,
            bits: sample.bits,
            batchShare: batches.share,
            batchPeriod: batches.period,
            events: sample.events.map { event in
                StreamReport.Event(
                    sequence: event.sequence,
                    hostTime: event.heardAt.nanoseconds,
                    venueTime: timeline?.time(at: event.heard)?.nanoseconds
                )
            }
        )
    }

    /// The delays of the events of which stamp and venue's clock are known; the others are no losses.
    private static func delays(_ sample: EventSample, _ timeline: VenueTimeline) -> [TimeSpan] {
        sample.events.compactMap { event in
            event.stamp.flatMap { timeline.delay(of: $0, heard: event.heard) }
        }
    }

    private static func median(_ spans: [TimeSpan]) -> Int64? {
        spans.isEmpty ? nil : spans.sorted()[spans.count / 2].nanoseconds
    }
}
