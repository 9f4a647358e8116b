import Books
import Probing
import Threads
import Transport
import Venues

/// Makes fresh connections to one endpoint, times their steps, and looks at what it lets be seen.
///
/// On a thread of its own, because opening blocks and must not hold up the questions on the warm connection.
struct ConnectProber {
    let target: ProbeTarget
    let index: Int
    let board: ProbeBoard
    let stop: ProbeStop
    let environment: ProbeEnvironment

    /// The first ones come quickly, so that a short measurement has some too.
    private static let quick = 7
    private static let quickSpacing = TimeSpan.seconds(1)
    private static let timeout = TimeSpan.seconds(10)

    /// Connects again and again until it is stopped.
    func run() {
        let wake = stop.makeWake()
        let port = CurlStreamPort(wake: wake, trust: environment.trust)
        var connects = ConnectRecord()
        var evidence = EndpointEvidence()
        var due = SteadyClock.now
        while !stop.isStopped {
            do throws(TransportError) {
                try port.open(target.endpoint, timeout: Self.timeout)
                if let timings = port.timings {
                    connects.take(
                        ConnectRecord.Times(
                            lookup: timings.nameLookup,
                            connect: timings.connect,
                            handshake: timings.handshake
                        )
                    )
                }
                if evidence.address == nil { look(port, &evidence) }
            } catch {
                if error.step == .cancelled { break }
                connects.take(nil)
                board.report(index) { $0.failure = error.sentence }
            }
            port.close()
            due = max(due + spacing(after: connects.attempts.count), SteadyClock.now)
            if wake.wait(until: due) { break }
        }
        port.close()
        board.leave(index) { finding in
            finding.connects = connects
            finding.evidence = evidence
        }
    }

    private func spacing(after count: Int) -> TimeSpan {
        count < Self.quick ? min(Self.quickSpacing, target.connectSpacing) : target.connectSpacing
    }

    /// Notes the certificate, the aliases of the name, the address and whose it is.
    private func look(_ port: CurlStreamPort, _ evidence: inout EndpointEvidence) {
        if let certificate = port.peerCertificate {
            evidence.issuer = certificate.issuer
            evidence.names = certificate.names
            evidence.tlsVersion = certificate.tlsVersion
        }
        evidence.address = port.peerAddress
        guard !Endpoint.isLoopback(target.endpoint.host) else { return }
        let resolver = NameServer(identifier: UInt16(truncatingIfNeeded: environment.random()))
        if IPAddress(target.endpoint.host) == nil {
            evidence.aliases = resolver?.ask(target.endpoint.host, kind: .address)?.aliases ?? []
        }
        guard let address = port.peerAddress.flatMap({ IPAddress($0) }) else { return }
        evidence.addressName = resolver?.ask(address.reverseName, kind: .pointer)?.names.first
        evidence.owner = environment.owners.owner(of: address)
    }
}
