import Books
public import Venues

/// The written form: whole nanoseconds, nothing rounded.
extension ProbeReport {
    /// The report as JSON; the form is described in docs/latency.md.
    public var json: JSONValue {
        .members([
            "rung_probe": .count(Self.version),
            "host": host.json,
            "start_ns": .count(start.nanoseconds),
            "length_ns": .count(length.nanoseconds),
            "every_ns": .count(every.nanoseconds),
            "endpoints": .array(endpoints.map(\.json)),
        ])
    }
}

extension HostFacts {
    var json: JSONValue {
        .members([
            "name": .string(name),
            "region": .text(region),
            "zone_id": .text(zoneID),
            "zone_name": .text(zoneName),
            "instance_type": .text(instanceType),
            "instance_id": .text(instanceID),
            "clock_error_ns": .number(clockError?.nanoseconds),
        ])
    }
}

extension EndpointReport {
    var json: JSONValue {
        .members([
            "venue": .string(venue),
            "role": .string(role),
            "authority": .string(authority),
            "address": .text(address),
            "verdict": verdict.json,
            "series": .array(series.map(\.json)),
            "clock": clock?.json ?? .null,
            "streams": .array(streams.map(\.json)),
            "failures": .array(
                failures.map { .members(["sentence": .string($0.sentence), "count": .count($0.count)]) }
            ),
        ])
    }
}

extension EdgeVerdict {
    var json: JSONValue {
        .members([
            "place": .string(place.rawValue),
            "reasons": .array(reasons.map { .string($0) }),
            "behind_at_least_ns": .number(behindAtLeast?.nanoseconds),
            "behind_at_most_ns": .number(behindAtMost?.nanoseconds),
        ])
    }
}

extension SeriesReport {
    var json: JSONValue {
        .members([
            "series": .string(series.rawValue),
            "stream": .text(stream),
            "distribution": distribution.json,
            "first_use": firstUse?.json ?? .null,
            "lateness_ns": .number(lateness),
        ])
    }
}

extension Distribution {
    var json: JSONValue {
        .members([
            "count": .count(count),
            "lost": .count(lost),
            "quantiles": .array(
                estimates.map { estimate in
                    .members([
                        "quantile": .string(estimate.quantile.rawValue),
                        "ns": .number(estimate.value),
                        "low_ns": .number(estimate.low),
                        "high_ns": .number(estimate.high),
                    ])
                }
            ),
        ])
    }
}

extension ClockReport {
    var json: JSONValue {
        .members([
            "source": .string(source),
            "error_ns": .count(error.nanoseconds),
            "drift_e12": .count(drift),
            "drift_error_e12": .count(driftError),
            "offset_ns": .count(offset),
            "lines": .count(lines),
        ])
    }
}

extension StreamReport {
    var json: JSONValue {
        .members([
            "name": .string(name),
            "total": .count(total),
            "bits": .count(bits),
            "batch_share": .number(batchShare),
            "batch_period_ns": .number(batchPeriod?.nanoseconds),
            "sequence": .array(events.map { .count($0.sequence) }),
            "host_ns": .array(events.map { .count($0.hostTime) }),
            "venue_ns": .array(events.map { .number($0.venueTime) }),
        ])
    }
}

extension JSONValue {
    /// A text, or null.
    static func text(_ value: String?) -> JSONValue {
        value.map { .string($0) } ?? .null
    }

    /// A whole number, or null.
    static func number(_ value: (some BinaryInteger)?) -> JSONValue {
        value.map { .count($0) } ?? .null
    }
}
