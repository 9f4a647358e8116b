public import Books
import Venues

/// Decides between edge and origin from what is seen and from what is timed.
///
/// TCP and TLS are answered by whatever machine the connection ends at, a request only by the venue behind it. So the
/// least request less the least handshake bounds the way behind from below: a handshake takes at least one round trip to
/// that machine. The least request less the least TCP connect, at most one round trip to it, bounds it from above.
public enum EdgeJudge {
    /// The least times of an endpoint.
    public struct Times: Sendable {
        /// The TCP handshakes.
        public var connects: [TimeSpan] = []
        /// The TLS handshakes.
        public var handshakes: [TimeSpan] = []
        /// Requests on a connection that is warm.
        public var requests: [TimeSpan] = []
        /// How long the venue itself says that it took for an answer.
        public var inside = TimeSpan.zero

        /// No times yet.
        public init() {}
    }

    /// The verdict.
    public static func verdict(_ evidence: EndpointEvidence, _ times: Times) -> EdgeVerdict {
        var reasons = seen(evidence)
        let isSeen = !reasons.isEmpty
        reasons += fronts(evidence)
        let trips: Int64 = evidence.tlsVersion == "TLSv1.2" ? 2 : 1
        guard let gap = gap(times, tripsPerHandshake: trips) else {
            if !isSeen {
                reasons.append("too few questions that only the venue can answer were timed to tell by times")
            }
            return EdgeVerdict(
                place: isSeen ? .edge : .unknown,
                reasons: reasons,
                behindAtLeast: nil,
                behindAtMost: nil
            )
        }
        let (place, reason) = timed(gap)
        reasons.append(reason)
        return EdgeVerdict(
            place: isSeen ? .edge : place,
            reasons: reasons,
            behindAtLeast: max(.zero, gap.low),
            behindAtMost: max(.zero, gap.high)
        )
    }

    /// What the times alone decide.
    private static func timed(_ gap: Gap) -> (EdgeVerdict.Place, String) {
        let low = ProbeFigures.milliseconds(gap.low)
        let high = ProbeFigures.milliseconds(gap.high)
        if gap.low > EdgeVerdict.proof {
            return (
                .edge, "a request takes \(low) longer than a whole TLS handshake: who speaks TLS does not answer it"
            )
        }
        if gap.high <= EdgeVerdict.nothing {
            return (.origin, "a request takes only \(high) longer than a TCP handshake: nothing is behind")
        }
        if gap.cryptography > EdgeVerdict.cryptography {
            return (.origin, "a TLS handshake takes the same way as a request, and no cryptography takes that long")
        }
        return (
            .unknown, "a request takes \(high) longer than a TCP handshake: an edge nearer than that is not excluded"
        )
    }

    /// What is seen of an edge.
    private static func seen(_ evidence: EndpointEvidence) -> [String] {
        var reasons: [String] = []
        for rule in EvidenceRule.edgeHeaders {
            guard let value = evidence.headers.value(of: rule.name), value.lowercased().contains(rule.part) else {
                continue
            }
            reasons.append("the header \(rule.name): \(value.prefix(80)) is \(rule.owner)'s")
        }
        if let issuer = evidence.issuer,
            let rule = EvidenceRule.edgeIssuers.first(where: { issuer.lowercased().contains($0.part) })
        {
            reasons.append("the certificate is issued by \(issuer), which is \(rule.owner)'s")
        }
        for name in evidence.names {
            guard let owner = EvidenceRule.edge(of: name) else { continue }
            reasons.append("the certificate is for \(name), which is \(owner)'s")
        }
        for alias in evidence.aliases {
            guard let owner = EvidenceRule.edge(of: alias) else { continue }
            reasons.append("the name leads to \(alias), which is \(owner)'s")
        }
        if let name = evidence.addressName, let owner = EvidenceRule.edge(of: name) {
            reasons.append("the address is called \(name), which is \(owner)'s")
        }
        if let owner = evidence.owner, owner.isEdge {
            reasons.append("the address is in a block of \(owner.name)")
        }
        return reasons
    }

    /// What is seen of a front that is not an edge: it names the region and decides nothing.
    private static func fronts(_ evidence: EndpointEvidence) -> [String] {
        var reasons: [String] = []
        for name in evidence.aliases + [evidence.addressName].compactMap({ $0 }) {
            guard let region = EvidenceRule.region(in: name) else { continue }
            reasons.append("\(name) stands in the AWS region \(region)")
        }
        if let owner = evidence.owner, !owner.isEdge {
            reasons.append("the address is in a block of \(owner.name)" + (owner.region.map { " in \($0)" } ?? ""))
        }
        return reasons
    }

    /// What lies between the least times.
    private struct Gap {
        /// A request beyond a TLS handshake.
        let low: TimeSpan
        /// A request beyond a TCP handshake.
        let high: TimeSpan
        /// A round trip of a TLS handshake beyond a TCP handshake.
        let cryptography: TimeSpan
    }

    private static func gap(_ times: Times, tripsPerHandshake: Int64) -> Gap? {
        let least = EdgeVerdict.leastSamples
        guard times.handshakes.count >= least, times.requests.count >= least, times.connects.count >= least,
            let handshake = times.handshakes.min(), let request = times.requests.min(),
            let connect = times.connects.min()
        else { return nil }
        let travel = request.nanoseconds - times.inside.nanoseconds
        let trip = handshake.nanoseconds / tripsPerHandshake
        return Gap(
            low: TimeSpan(nanoseconds: travel - trip),
            high: TimeSpan(nanoseconds: travel - connect.nanoseconds),
            cryptography: TimeSpan(nanoseconds: trip - connect.nanoseconds)
        )
    }
}
