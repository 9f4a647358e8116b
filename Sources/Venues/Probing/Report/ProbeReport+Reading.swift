import Books
public import Venues

/// Reading what was written, here or by another host: every member is checked, nothing is trusted.
extension ProbeReport {
    /// The report in `json`.
    public init(_ json: JSONValue) throws(ReportError) {
        guard let version = json["rung_probe"]?.integer else {
            throw ReportError("it is no report of rung probe: give files that `rung probe --json --out FILE` wrote")
        }
        guard version == Self.version else {
            throw ReportError(
                "it has version \(version) and this rung reads \(Self.version): measure again, or use that rung"
            )
        }
        let endpoints = try ReportReader.list(json, "endpoints") { (value) throws(ReportError) in
            try EndpointReport(value)
        }
        self.init(
            host: try HostFacts(json["host"] ?? .null),
            start: WallTime(nanoseconds: try ReportReader.integer(json, "start_ns")),
            length: TimeSpan(nanoseconds: try ReportReader.integer(json, "length_ns")),
            every: TimeSpan(nanoseconds: try ReportReader.integer(json, "every_ns")),
            endpoints: endpoints
        )
    }
}

/// Members of a written report, each with a sentence for what is wrong with it.
enum ReportReader {
    static func integer(_ json: JSONValue, _ name: String) throws(ReportError) -> Int64 {
        guard let value = json[name]?.integer else { throw damaged(name) }
        return value
    }

    /// A number that counts something and fits.
    static func count(_ json: JSONValue, _ name: String) throws(ReportError) -> Int {
        guard let value = Int(exactly: try integer(json, name)), (0...1 << 48).contains(value) else {
            throw damaged(name)
        }
        return value
    }

    static func text(_ json: JSONValue, _ name: String) throws(ReportError) -> String {
        guard let value = json[name]?.string else { throw damaged(name) }
        return value
    }

    static func list<Element>(
        _ json: JSONValue,
        _ name: String,
        _ element: (JSONValue) throws(ReportError) -> Element
    ) throws(ReportError) -> [Element] {
        guard let values = json[name]?.array else { throw damaged(name) }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values { elements.append(try element(value)) }
        return elements
    }

    static func damaged(_ name: String) -> ReportError {
        ReportError("its member \"\(name)\" is missing or wrong: the file is damaged, take the original")
    }
}

extension HostFacts {
    init(_ json: JSONValue) throws(ReportError) {
        self.init(name: try ReportReader.text(json, "name"))
        region = json["region"]?.string
        zoneID = json["zone_id"]?.string
        zoneName = json["zone_name"]?.string
        instanceType = json["instance_type"]?.string
        instanceID = json["instance_id"]?.string
        clockError = json["clock_error_ns"]?.integer.map { TimeSpan(nanoseconds: $0) }
    }
}

extension EndpointReport {
    init(_ json: JSONValue) throws(ReportError) {
        self.init(
            venue: try ReportReader.text(json, "venue"),
            role: try ReportReader.text(json, "role"),
            authority: try ReportReader.text(json, "authority"),
            address: json["address"]?.string,
            verdict: try EdgeVerdict(json["verdict"] ?? .null),
            series: try ReportReader.list(json, "series") { (value) throws(ReportError) in try SeriesReport(value) },
            clock: try ClockReport.read(json["clock"]),
            streams: try ReportReader.list(json, "streams") { (value) throws(ReportError) in try StreamReport(value) },
            failures: try ReportReader.list(json, "failures") { (value) throws(ReportError) in
                Failure(
                    sentence: try ReportReader.text(value, "sentence"),
                    count: try ReportReader.count(value, "count")
                )
            }
        )
    }
}

extension EdgeVerdict {
    init(_ json: JSONValue) throws(ReportError) {
        guard let place = Place(rawValue: try ReportReader.text(json, "place")) else {
            throw ReportReader.damaged("place")
        }
        self.init(
            place: place,
            reasons: try ReportReader.list(json, "reasons") { (value) throws(ReportError) in
                guard let text = value.string else { throw ReportReader.damaged("reasons") }
                return text
            },
            behindAtLeast: json["behind_at_least_ns"]?.integer.map { TimeSpan(nanoseconds: $0) },
            behindAtMost: json["behind_at_most_ns"]?.integer.map { TimeSpan(nanoseconds: $0) }
        )
    }
}

extension SeriesReport {
    init(_ json: JSONValue) throws(ReportError) {
        guard let series = ProbeSeries(rawValue: try ReportReader.text(json, "series")) else {
            throw ReportReader.damaged("series")
        }
        let firstUse: Distribution?
        switch json["first_use"] {
        case nil, .null?: firstUse = nil
        case let value?: firstUse = try Distribution(value)
        }
        self.init(
            series,
            stream: json["stream"]?.string,
            try Distribution(json["distribution"] ?? .null),
            firstUse: firstUse,
            lateness: json["lateness_ns"]?.integer
        )
    }
}

extension Distribution {
    init(_ json: JSONValue) throws(ReportError) {
        self.init(
            count: try ReportReader.count(json, "count"),
            lost: try ReportReader.count(json, "lost"),
            estimates: try ReportReader.list(json, "quantiles") { (value) throws(ReportError) in
                guard let quantile = Quantile(rawValue: try ReportReader.text(value, "quantile")) else {
                    throw ReportReader.damaged("quantile")
                }
                return QuantileEstimate(
                    quantile,
                    value: value["ns"]?.integer,
                    low: value["low_ns"]?.integer,
                    high: value["high_ns"]?.integer
                )
            }
        )
    }
}

extension ClockReport {
    static func read(_ json: JSONValue?) throws(ReportError) -> ClockReport? {
        guard let json, json != .null else { return nil }
        return ClockReport(
            source: try ReportReader.text(json, "source"),
            error: TimeSpan(nanoseconds: try ReportReader.integer(json, "error_ns")),
            drift: try ReportReader.integer(json, "drift_e12"),
            driftError: try ReportReader.integer(json, "drift_error_e12"),
            offset: try ReportReader.integer(json, "offset_ns"),
            lines: try ReportReader.count(json, "lines")
        )
    }
}

extension StreamReport {
    init(_ json: JSONValue) throws(ReportError) {
        guard let sequences = json["sequence"]?.array, let hostTimes = json["host_ns"]?.array,
            let venueTimes = json["venue_ns"]?.array, sequences.count == hostTimes.count,
            sequences.count == venueTimes.count
        else { throw ReportReader.damaged("sequence") }
        var events: [Event] = []
        events.reserveCapacity(sequences.count)
        for index in sequences.indices {
            guard let sequence = sequences[index].decimalText.flatMap({ UInt64($0) }),
                let hostTime = hostTimes[index].integer
            else { throw ReportReader.damaged("sequence") }
            events.append(Event(sequence: sequence, hostTime: hostTime, venueTime: venueTimes[index].integer))
        }
        self.init(
            name: try ReportReader.text(json, "name"),
            total: try ReportReader.count(json, "total"),
            bits: try ReportReader.count(json, "bits"),
            batchShare: json["batch_share"]?.integer.flatMap { Int(exactly: $0) },
            batchPeriod: json["batch_period_ns"]?.integer.map { TimeSpan(nanoseconds: $0) },
            events: events
        )
    }
}
