import Books
import Testing
import Threads
import Transport
import Venues

@Suite("Why a stream does not open")
struct StreamFailureTests {
    /// A server whose certificate must not be accepted, and what is said about it.
    struct BadCertificate: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var names = CertificateAuthority.loopbackNames
        var validity = Validity.week
        let says: [String]
    }

    static let badCertificates = [
        BadCertificate(
            testDescription: "for another address",
            names: [.address("127.0.0.1")],
            says: ["is for another name", "the host's spelling"]
        ),
        BadCertificate(
            testDescription: "for another host",
            names: [.host("elsewhere.localhost")],
            says: ["is for another name", "the host's spelling"]
        ),
        BadCertificate(
            testDescription: "expired",
            validity: Validity(age: .seconds(172_800), rest: .seconds(-86_400)),
            says: ["has expired", "this machine's clock"]
        ),
        BadCertificate(
            testDescription: "not valid yet",
            validity: Validity(age: .seconds(-7_200), rest: .seconds(86_400)),
            says: ["is not valid yet", "this machine's clock"]
        ),
        BadCertificate(
            testDescription: "vouching beyond this machine",
            names: [.host("localhost"), .host("api.binance.com")],
            says: ["is not trusted", "permitted subtree violation"]
        ),
    ]

    @Test("A bad certificate fails the step certificate", arguments: badCertificates)
    func badCertificateIsRefused(_ bad: BadCertificate) async throws {
        let exchange = try Exchange(names: bad.names, validity: bad.validity, serve: Handlers.echo)
        let endpoint = try exchange.endpoint()
        let error = try await onThread { Self.open(endpoint, trust: exchange.trust) }
        expect(error, at: .certificate, saying: bad.says + [endpoint.authority])
        exchange.server.stop()
    }

    @Test("A certificate of an authority that nobody named fails the step certificate", arguments: [true, false])
    func unknownAuthorityIsRefused(hasOwnAuthority: Bool) async throws {
        let exchange = try Exchange(serve: Handlers.echo)
        let endpoint = try exchange.endpoint()
        let trust = hasOwnAuthority ? TrustAnchors.authority(pem: try CertificateAuthority().pem) : .system
        let error = try await onThread { Self.open(endpoint, trust: trust) }
        let remedy = hasOwnAuthority ? "the one of the running exchange" : "update ca-certificates"
        expect(error, at: .certificate, saying: ["is not signed by", remedy, endpoint.authority])
        exchange.server.stop()
    }

    @Test("What is no certificate cannot vouch for anybody")
    func garbageVouchesForNobody() async throws {
        let exchange = try Exchange(serve: Handlers.echo)
        let endpoint = try exchange.endpoint()
        let error = try await onThread { Self.open(endpoint, trust: .authority(pem: Array("no certificate".utf8))) }
        expect(error, at: .certificate, saying: ["cannot be read"])
        exchange.server.stop()
    }

    @Test("TLS to a port that speaks plain text fails the step tls")
    func plainPortIsNotTLS() async throws {
        let exchange = try Exchange(secure: false, serve: Handlers.echo)
        let endpoint = try #require(Endpoint(host: "localhost", port: exchange.server.port, isSecure: true, path: "/"))
        let error = try await onThread { Self.open(endpoint, trust: exchange.trust) }
        expect(error, at: .tls, saying: ["check that the port speaks TLS", endpoint.authority])
        exchange.server.stop()
    }

    @Test("Plain text to a port that speaks TLS never reaches its handler")
    func plainTextToTLSIsRefused() async throws {
        let wasServed = WakeDescriptor()
        let exchange = try Exchange { _ in wasServed.wake() }
        let port = exchange.server.port
        let end = try await onThread {
            let wake = WakeDescriptor()
            let stream = CurlStreamPort(wake: wake, trust: exchange.trust)
            let endpoint = try #require(Endpoint(host: "127.0.0.1", port: port, isSecure: false, path: "/"))
            try stream.open(endpoint, timeout: .seconds(10))
            try stream.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
            // An alert and the end, or the end alone.
            return Result { try stream.receive(count: 1_000).count < 100 }
        }
        #expect((try? end.get()) != false)
        exchange.server.stop()
        #expect(!wasServed.waits(milliseconds: 0))
    }

    @Test("A port that nobody listens on fails the step connect")
    func refusedPort() async throws {
        let endpoint = try #require(
            Endpoint(host: "127.0.0.1", port: try RawSocket.deadPort(), isSecure: true, path: "/")
        )
        let error = try await onThread { Self.open(endpoint, trust: .system) }
        expect(error, at: .connect, saying: ["refuses connections", endpoint.authority, "check the port"])
    }

    @Test("A listener that says nothing fails the step timeout, in time")
    func silentListener() async throws {
        let (listener, port) = try RawSocket.listening()
        let endpoint = try #require(Endpoint(host: "localhost", port: port, isSecure: true, path: "/"))
        let (error, took) = try await onThread {
            let start = SteadyClock.now
            let error = Self.open(endpoint, trust: .system, timeout: .milliseconds(150))
            return (error, SteadyClock.now - start)
        }
        expect(error, at: .timeout, saying: ["the TLS handshake was not answered within 150 ms", endpoint.authority])
        #expect(took >= .milliseconds(150) && took < .seconds(5))
        #expect(listener.descriptor >= 0)
    }

    @Test("A name that cannot exist fails the step nameLookup")
    func unknownName() async throws {
        // A label of 64 letters is refused by the resolver itself (RFC 1035 section 2.3.4): nobody is asked.
        let host = String(repeating: "a", count: 64) + ".invalid"
        let endpoint = try #require(Endpoint(host: host, port: 443, isSecure: true, path: "/"))
        let error = try await onThread { Self.open(endpoint, trust: .system) }
        expect(error, at: .nameLookup, saying: [host, "has no address", "DNS"])
    }

    @Test(
        "What is no host name is refused before anybody is asked",
        arguments: ["", "a b", "user@localhost", "localhost/x", "localhost#", "localhost\r\nX: y", "ex%61mple.com"]
    )
    func strangeHosts(host: String) async throws {
        let endpoint = try #require(Endpoint(host: host, port: 443, isSecure: true, path: "/"))
        let error = try await onThread { Self.open(endpoint, trust: .system) }
        #expect(error?.step == .misuse, "\(error?.message ?? "nothing failed")")
    }

    @Test(
        "Plain text to another machine cannot even be asked for",
        arguments: ["example.com", "10.0.0.1", "127.0.0.1.com"]
    )
    func plainTextStaysHere(host: String) {
        #expect(Endpoint(host: host, port: 80, isSecure: false, path: "/") == nil)
    }

    /// The error with which opening fails; nil if it does not.
    private static func open(
        _ endpoint: Endpoint,
        trust: TrustAnchors,
        timeout: TimeSpan = .seconds(10)
    ) -> TransportError? {
        let wake = WakeDescriptor()
        let port = CurlStreamPort(wake: wake, trust: trust)
        return failure { () throws(TransportError) in try port.open(endpoint, timeout: timeout) }
    }
}
