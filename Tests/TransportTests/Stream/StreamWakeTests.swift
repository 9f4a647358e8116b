import Books
import Testing
import Threads
import Transport
import Venues

@Suite("Waking a thread that opens or waits")
struct StreamWakeTests {
    @Test("A wake aborts an opening at once and stays readable")
    func wakeAbortsOpening() async throws {
        // The quickest of five counts: the machine may be busy, but a wait for a timer would be late every time.
        var quickest = TimeSpan.seconds(1_000)
        // An authority of its own, since reading those of the machine takes longer than anything else here.
        let trust = TrustAnchors.authority(pem: try CertificateAuthority().pem)
        for _ in 0..<5 {
            let (listener, port) = try RawSocket.listening()
            let endpoint = try #require(Endpoint(host: "localhost", port: port, isSecure: true, path: "/"))
            let wake = WakeDescriptor()
            async let woken = onThread {
                // The peer has the TCP connection: the opening stands in the TLS handshake.
                let peer = try listener.accept()
                let time = SteadyClock.now
                wake.wake()
                return (time, peer)
            }
            let (error, end) = try await onThread {
                let port = CurlStreamPort(wake: wake, trust: trust)
                let error = failure { () throws(TransportError) in try port.open(endpoint, timeout: .seconds(20)) }
                return (error, SteadyClock.now)
            }
            expect(error, at: .cancelled, saying: [endpoint.authority, "was woken"])
            #expect(wake.waits(milliseconds: 0), "the opening must not clear the descriptor")
            quickest = min(quickest, end - (try await woken.0))
        }
        #expect(quickest < .milliseconds(100))
    }

    @Test("A descriptor that is readable already lets nothing open")
    func wokenPortsDoNotOpen() async throws {
        let exchange = try Exchange(serve: Handlers.echo)
        let endpoint = try exchange.endpoint()
        let wake = WakeDescriptor()
        wake.wake()
        let steps = try await onThread {
            let port = CurlStreamPort(wake: wake, trust: exchange.trust)
            let first = failure { () throws(TransportError) in try port.open(endpoint, timeout: .seconds(10)) }
            wake.clear()
            let second = failure { () throws(TransportError) in try port.open(endpoint, timeout: .seconds(10)) }
            return [first?.step, second?.step]
        }
        #expect(steps == [.cancelled, nil])
        exchange.server.stop()
    }

    @Test("Without a stream a wait ends with a wake, which it clears, or with its deadline")
    func waitWithoutStream() async throws {
        let wake = WakeDescriptor()
        let results = try await onThread {
            let port = CurlStreamPort(wake: wake, trust: .system)
            wake.wake()
            wake.wake()
            return [try port.wait(until: nil), try port.wait(until: inMilliseconds(1))]
        }
        #expect(results == [.woken, .deadline])
    }

    @Test("A wake from another thread ends a wait on a stream")
    func wakeEndsWait() async throws {
        let exchange = try Exchange(serve: Handlers.silence)
        let wake = WakeDescriptor()
        let isWaiting = WakeDescriptor()
        async let _ = onThread {
            _ = isWaiting.waits()
            wake.wake()
        }
        let result = try await onThread {
            let port = try exchange.connect(wake: wake)
            try port.drain()
            isWaiting.wake()
            return try port.wait(until: inMilliseconds(10_000))
        }
        #expect(result == .woken)
        exchange.server.stop()
    }

    @Test("A wake goes before readability and does not lose it")
    func wakeGoesFirst() async throws {
        let exchange = try Exchange(serve: Handlers.echo)
        let wake = WakeDescriptor()
        try await onThread {
            let port = try exchange.connect(wake: wake)
            try port.send([1, 2, 3])
            while try port.wait(until: inMilliseconds(10_000)) == .readable {
                // The session tickets of TLS 1.3 make the socket readable without a byte for us.
                var nothing: [UInt8] = []
                if try port.receive(into: &nothing) == .drained(3) { break }
            }
            try port.send([4, 5, 6])
            #expect(try port.wait(until: inMilliseconds(10_000)) == .readable)
            wake.wake()
            #expect(try port.wait(until: inMilliseconds(10_000)) == .woken)
            #expect(try port.wait(until: inMilliseconds(10_000)) == .readable)
            #expect(try port.receive(count: 3) == [4, 5, 6])
        }
        exchange.server.stop()
    }

    @Test("A deadline is met to the microsecond and never early", arguments: [50, 400, 1_600] as [Int64])
    func deadlinesAreFine(microseconds: Int64) async throws {
        let exchange = try Exchange(serve: Handlers.silence)
        let lateness = try await onThread {
            let port = try exchange.connect()
            try port.drain()
            var best = Int64.max
            for _ in 0..<20 {
                let deadline = MonotonicTime(nanoseconds: SteadyClock.now.nanoseconds + microseconds * 1_000)
                #expect(try port.wait(until: deadline) == .deadline)
                let late = (SteadyClock.now - deadline).nanoseconds
                #expect(late >= 0)
                best = min(best, late)
            }
            return best
        }
        // Counted in milliseconds it would be late by more in each of them.
        #expect(lateness < 400_000)
        exchange.server.stop()
    }
}

extension CurlStreamPort {
    /// Takes what the handshake has left behind, until a wait would really wait.
    fileprivate func drain() throws {
        var nothing: [UInt8] = []
        while try wait(until: inMilliseconds(50)) == .readable {
            _ = try receive(into: &nothing)
        }
    }
}
