import Books
import Probing
import TestKit
import Venues

/// A host that measures a venue in virtual time, through the same types as the real prober.
struct VirtualHost {
    var name: String
    var path: VirtualPath
    /// The way to whoever speaks TLS; nil where that is the venue itself.
    var edge: VirtualPath?
    /// Its steady clock.
    var steady = VirtualClock(offset: 1_000_000_000_000)
    /// Its calendar.
    var calendar = VirtualClock(offset: 1_790_000_000_000_000_000)
    /// How wrong it says that its calendar may be.
    var calendarError: TimeSpan?
    var seed: UInt64
}

/// A venue in virtual time.
struct VirtualVenue {
    var clock = VirtualClock(offset: 1_790_000_000_003_000_000)
    /// How coarse its stamps are.
    var resolution: Int64 = 1_000
    /// How long it takes for an answer.
    var inside: Int64 = 60_000
    /// How long its engine takes to acknowledge an order.
    var engine: Int64 = 250_000

    /// Its stamp for a true time.
    func stamp(_ time: Int64) -> WallTime {
        let reading = clock.read(time)
        return WallTime(nanoseconds: reading - reading % resolution)
    }
}

/// A measurement in virtual time.
struct VirtualProbe {
    var venue = VirtualVenue()
    var questions = 600
    var events = 600
    let every = TimeSpan.milliseconds(500)
    let timeout = TimeSpan.seconds(5)

    /// The report of one host.
    func report(of host: VirtualHost) throws -> ProbeReport {
        var random = SplitMix64(seed: host.seed)
        var record = EndpointRecord(try target())
        let steady = { (time: Int64) in MonotonicTime(nanoseconds: host.steady.read(time)) }
        let calendar = { (time: Int64) in WallTime(nanoseconds: host.calendar.read(time)) }
        let near = host.edge ?? host.path
        var connects = ConnectRecord()
        for _ in 0..<20 {
            let connect = near.trip(near.out, &random) + near.trip(near.back, &random)
            let handshake = near.trip(near.out, &random) + near.trip(near.back, &random) + 900_000
            connects.take(
                ConnectRecord.Times(
                    lookup: .milliseconds(1),
                    connect: TimeSpan(nanoseconds: connect),
                    handshake: TimeSpan(nanoseconds: handshake)
                )
            )
        }
        record.add(connects: connects, evidence: EndpointEvidence())
        for number in 0..<questions {
            let sent = Int64(number) * every.nanoseconds + random.pick(0...every.nanoseconds / 4)
            for series in [ProbeSeries.question, .order] {
                let taken = sent + host.path.trip(host.path.out, &random)
                let given = taken + (series == .order ? venue.engine : venue.inside)
                let heard = given + host.path.trip(host.path.back, &random)
                record.withTrips(series, timeout: timeout) { trips in
                    let number = trips.send(due: steady(sent), sent: steady(sent))
                    trips.answer(number, heard: steady(heard))
                }
                guard series == .question else { continue }
                let answer = TimeAnswer(
                    taken: venue.stamp(taken),
                    given: venue.stamp(given),
                    resolution: TimeSpan(nanoseconds: venue.resolution)
                )
                record.take(answer, sent: steady(sent), heard: steady(heard))
            }
        }
        hear(host, into: &record, &random)
        let builder = ReportBuilder(steady: steady(0), calendar: calendar(0))
        var facts = HostFacts(name: host.name)
        facts.clockError = host.calendarError
        return ProbeReport(
            host: facts,
            start: calendar(0),
            length: TimeSpan(nanoseconds: Int64(questions) * every.nanoseconds),
            every: every,
            endpoints: builder.endpoints([record])
        )
    }

    /// The same events for every host, each over its own way.
    private func hear(_ host: VirtualHost, into record: inout EndpointRecord, _ random: inout SplitMix64) {
        var market = SplitMix64(seed: 77)
        var happened: Int64 = 0
        var last: Int64 = 0
        for number in 1...events {
            happened += market.pick(1_000_000...900_000_000)
            var left = happened
            if host.path.batch > 0 {
                left += host.path.batch - (happened + Int64(host.seed) * 7_919_000) % host.path.batch
            }
            // TCP keeps the order.
            last = max(last, left + host.path.trip(host.path.back, &random))
            record.take(
                StreamEvent(stream: "trade", sequence: UInt64(number), stamp: venue.stamp(happened)),
                heard: MonotonicTime(nanoseconds: host.steady.read(last)),
                heardAt: WallTime(nanoseconds: host.calendar.read(last))
            )
        }
    }

    private func target() throws -> ProbeTarget {
        let pair = ProbePair.busiest(at: .binance)
        guard let target = ProbeTable.targets(of: .binance, pair: pair).last else { throw ReportError("no target") }
        return target
    }
}
