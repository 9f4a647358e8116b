public import Books

/// Everything that was measured at one endpoint, kept by the thread that measures.
public struct EndpointRecord: Sendable {
    /// Which endpoint.
    public let target: ProbeTarget
    /// Fresh connections, by the thread that makes them.
    public var connects = ConnectRecord()
    /// What it lets be seen.
    public var evidence = EndpointEvidence()
    /// Answers that told the venue's clock, in the order of time.
    public private(set) var clock: [ClockSample] = []
    /// How long the venue said that it took, the least.
    public private(set) var inside: TimeSpan?
    /// What failed, each sentence with how often.
    public private(set) var failures: [(sentence: String, count: Int)] = []

    private var trips: [(series: ProbeSeries, trips: RoundTrips)] = []
    private var streams: [(name: String, events: EventSample, batches: BatchMeter)] = []

    /// How many different failures are told.
    private static let failureLimit = 20
    /// How many clock samples are kept: a week of one every two seconds.
    private static let clockLimit = 300_000

    /// Nothing measured yet.
    public init(_ target: ProbeTarget) {
        self.target = target
    }

    // MARK: - What happens

    /// The round trips of one series, to be changed in place.
    public mutating func withTrips<Result>(
        _ series: ProbeSeries,
        timeout: TimeSpan,
        _ body: (inout RoundTrips) -> Result
    ) -> Result {
        if let index = trips.firstIndex(where: { $0.series == series }) { return body(&trips[index].trips) }
        trips.append((series, RoundTrips(timeout: timeout)))
        return body(&trips[trips.count - 1].trips)
    }

    /// Takes in an answer that tells the venue's clock.
    public mutating func take(_ time: TimeAnswer, sent: MonotonicTime, heard: MonotonicTime) {
        inside = min(inside ?? time.inside, time.inside)
        guard clock.count < Self.clockLimit else { return }
        clock.append(
            ClockSample(sent: sent, heard: heard, taken: time.taken, given: time.given, resolution: time.resolution)
        )
    }

    /// Takes in an event of a stream.
    public mutating func take(_ event: StreamEvent, heard: MonotonicTime, heardAt: WallTime) {
        let index: Int
        if let known = streams.firstIndex(where: { $0.name == event.stream }) {
            index = known
        } else {
            streams.append((event.stream, EventSample(), BatchMeter()))
            index = streams.count - 1
        }
        let heardEvent = HeardEvent(sequence: event.sequence, stamp: event.stamp, heard: heard, heardAt: heardAt)
        streams[index].events.take(heardEvent)
        if let stamp = event.stamp { streams[index].batches.take(heard: heard, stamp: stamp) }
    }

    /// Notes a failure.
    public mutating func note(failure sentence: String) {
        if let index = failures.firstIndex(where: { $0.sentence == sentence }) {
            failures[index].count += 1
        } else if failures.count < Self.failureLimit {
            failures.append((sentence, 1))
        }
    }

    /// Adds what the thread that makes fresh connections has found.
    public mutating func add(connects: ConnectRecord, evidence seen: EndpointEvidence) {
        self.connects = connects
        let headers = evidence.headers
        evidence = seen
        evidence.headers = headers
    }

    // MARK: - Queries

    /// The round trips that were measured.
    public var allTrips: [(series: ProbeSeries, trips: RoundTrips)] { trips }

    /// The streams that were heard.
    public var allStreams: [(name: String, events: EventSample, batches: BatchMeter)] { streams }

    /// The delays of one series, the lost ones left out.
    func answered(_ series: ProbeSeries) -> [TimeSpan] {
        trips.first { $0.series == series }?.trips.delays.compactMap { $0 } ?? []
    }
}
