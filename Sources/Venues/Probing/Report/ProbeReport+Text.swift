import Books
import Venues

/// The form for people.
extension ProbeReport {
    /// The report as text: milliseconds, with the 95 % interval of each quantile below it.
    public var text: String {
        var lines = [
            "\(host.label), \(Self.instant(start)), \(length.nanoseconds / 1_000_000_000) s, one question every \(every.milliseconds) ms"
        ]
        if let region = host.region {
            lines.append("region \(region), zone \(host.zoneName ?? "?"), \(host.instanceID ?? "?")")
        }
        lines.append(
            host.clockError.map {
                "this host's calendar: off by \(ProbeFigures.milliseconds($0)) at most, says its kernel"
            }
                ?? "this host's calendar: not synchronised, races between hosts go by the venue's clock"
        )
        for endpoint in endpoints { lines += [""] + endpoint.textLines }
        // Headers, certificates and refusals are the peer's own words.
        return lines.map(PlainText.line).joined(separator: "\n")
    }

    static func instant(_ time: WallTime) -> String {
        var bytes: [UInt8] = []
        RFC3339.append(time, fractionDigits: 0, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension EndpointReport {
    var textLines: [String] {
        var lines = ["\(venue) \(role)  \(authority)" + (address.map { "  \($0)" } ?? "")]
        lines.append("  \(verdict.place.rawValue): " + verdict.reasons.joined(separator: "; "))
        if let least = verdict.behindAtLeast, let most = verdict.behindAtMost {
            lines.append(
                "  behind whoever speaks TLS: between \(ProbeFigures.milliseconds(least)) and "
                    + "\(ProbeFigures.milliseconds(most)), the making of the answer included"
            )
        }
        var table = TextTable()
        table.add(["  ms"] + Quantile.allCases.map(\.rawValue) + ["n", "lost", "first"])
        for row in series { row.add(to: &table) }
        lines += table.lines
        if let clock {
            lines.append(
                "  clock by \(clock.source): off by \(ProbeFigures.milliseconds(clock.error)) at most, "
                    + "drift \(ProbeFigures.partsPerMillion(clock.drift)) "
                    + "+- \(ProbeFigures.partsPerMillion(clock.driftError))"
            )
        }
        for stream in streams { lines.append("  " + stream.line) }
        for failure in failures { lines.append("  failed \(failure.count) times: \(failure.sentence)") }
        return lines
    }
}

extension SeriesReport {
    fileprivate func add(to table: inout TextTable) {
        let estimates = distribution.estimates
        let cells = Quantile.allCases.map { quantile in
            guard let estimate = distribution[quantile] else { return "-" }
            return estimate.value.map { ProbeFigures.milliseconds($0) } ?? "lost"
        }
        let first = firstUse?[.p50]?.value.map { ProbeFigures.milliseconds($0) } ?? "-"
        let name = "  " + series.rawValue + (stream.map { " \($0)" } ?? "")
        table.add([name] + cells + [String(distribution.count), ProbeFigures.percent(distribution.lostShare), first])
        guard !estimates.isEmpty else { return }
        let end = { (value: Int64?) in value.map { ProbeFigures.milliseconds($0) } ?? "?" }
        table.add(["    95 %"] + estimates.map { "\(end($0.low))..\(end($0.high))" } + ["", "", ""])
    }
}

extension StreamReport {
    fileprivate var line: String {
        let kept = bits == 0 ? "all kept" : "one in \(1 << min(bits, 62)) kept for races"
        let batches =
            switch (batchShare, batchPeriod) {
            case (nil, _): "too few to tell whether it gathers"
            case (let share?, nil): "not gathered (\(share / 10) % came together)"
            case (let share?, let period?):
                "gathered for about \(ProbeFigures.milliseconds(period)) (\(share / 10) % came together): "
                    + "its median is mostly the wait"
            }
        return "stream \(name): \(total) events, \(kept), \(batches)"
    }
}
