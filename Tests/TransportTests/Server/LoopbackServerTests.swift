import Books
import Synchronization
import Testing
import Threads
import Transport
import Venues

@Suite("A server on this machine")
struct LoopbackServerTests {
    @Test("A port in use is refused with its number and a remedy")
    func portInUse() throws {
        let first = try LoopbackServer(security: .plain, serve: Handlers.echo)
        let error = failure { () throws(TransportError) in
            _ = try LoopbackServer(port: first.port, security: .plain, serve: Handlers.echo)
        }
        expect(error, at: .misuse, saying: ["Port \(first.port) of 127.0.0.1 is in use", "take another port"])
        first.stop()
    }

    @Test("A server that has stopped gives its port back at once")
    func portGivenBack() throws {
        // Whoever wants any port may be given this one in between: then it is tried with another.
        var second: LoopbackServer?
        for _ in 1...5 where second == nil {
            let first = try LoopbackServer(security: .plain, serve: Handlers.echo)
            first.stop()
            second = try? LoopbackServer(port: first.port, security: .plain, serve: Handlers.echo)
        }
        try #require(second).stop()
    }

    @Test("It listens on the other loopback address too")
    func listensOnIPv6() async throws {
        let authority = try CertificateAuthority()
        let server: LoopbackServer
        do throws(TransportError) {
            server = try LoopbackServer(address: .ipv6, security: .tls(authority.issue()), serve: Handlers.echo)
        } catch {
            // A machine without ::1 says so.
            expect(error, at: .misuse, saying: ["has no address ::1"])
            return
        }
        let endpoint = try #require(Endpoint(host: "::1", port: server.port, isSecure: true, path: "/"))
        let back = try await onThread {
            let wake = WakeDescriptor()
            let port = CurlStreamPort(wake: wake, trust: .authority(pem: authority.pem))
            try port.open(endpoint, timeout: .seconds(10))
            try port.send([1, 2])
            return (try port.receive(count: 2), port.peerAddress)
        }
        #expect(back.0 == [1, 2] && back.1 == "::1")
        server.stop()
    }

    @Test("A connection beyond the limit is reset, and a free place is given again")
    func limitOfConnections() async throws {
        var limits = ServerLimits()
        limits.connections = 2
        let exchange = try Exchange(secure: false, limits: limits, serve: Handlers.echo)
        let server = exchange.server
        try await onThread {
            let first = try RawSocket.connected(to: server.port)
            let second = try RawSocket.connected(to: server.port)
            #expect(eventually { server.acceptedConnections == 2 })
            #expect(try RawSocket.connected(to: server.port).receiveAll() == nil)
            first.endSending()
            #expect(first.receiveAll() == [])
            #expect(eventually { Self.echoes(server.port) })
            second.endSending()
        }
        server.stop()
    }

    @Test("A client that is silent in the TLS handshake is sent away in time")
    func silentHandshake() async throws {
        var limits = ServerLimits()
        limits.handshake = .milliseconds(100)
        let wasServed = WakeDescriptor()
        let exchange = try Exchange(limits: limits) { _ in wasServed.wake() }
        let port = exchange.server.port
        let (took, end) = try await onThread {
            let start = SteadyClock.now
            let end = try RawSocket.connected(to: port).receiveAll()
            return (SteadyClock.now - start, end)
        }
        #expect(end == [])
        #expect(took >= .milliseconds(100))
        #expect(!wasServed.waits(milliseconds: 0))
        exchange.server.stop()
    }

    @Test("Stopping ends every connection and returns when its threads have ended", arguments: [true, false])
    func stopEndsAll(isSecure: Bool) async throws {
        let served = Counter()
        let ended = Counter()
        let exchange = try Exchange(secure: isSecure) { connection in
            served.add()
            let error = failure { () throws(TransportError) in
                while true { _ = try connection.wait(until: nil) == .readable ? try connection.swallow() : () }
            }
            expect(error, at: .cancelled, saying: ["The server stops"])
            ended.add()
        }
        try await onThread {
            var ports: [CurlStreamPort] = []
            for _ in 0..<10 { ports.append(try exchange.connect()) }
            #expect(eventually { served.count == 10 })
            exchange.server.stop()
            #expect(ended.count == 10)
            for port in ports { #expect(try port.receive(count: 1) == []) }
            let wake = WakeDescriptor()
            let late = CurlStreamPort(wake: wake, trust: exchange.trust)
            let endpoint = try exchange.endpoint()
            let error = failure { () throws(TransportError) in try late.open(endpoint, timeout: .seconds(10)) }
            expect(error, at: .connect, saying: ["refuses connections"])
        }
        exchange.server.stop()
    }

    @Test("A server that nobody holds any more stops by itself")
    func forgottenServer() async throws {
        let port: UInt16
        do {
            port = try LoopbackServer(security: .plain, serve: Handlers.echo).port
        }
        #expect(try await onThread { eventually { !Self.echoes(port) } })
    }

    private static func echoes(_ port: UInt16) -> Bool {
        do {
            let client = try RawSocket.connected(to: port)
            try client.send([8])
            client.endSending()
            return client.receiveAll() == [8]
        } catch {
            return false
        }
    }
}

extension ServerConnection {
    /// Reads and forgets what is there.
    fileprivate func swallow() throws(TransportError) {
        var buffer: [UInt8] = []
        _ = try receive(into: &buffer)
    }
}
