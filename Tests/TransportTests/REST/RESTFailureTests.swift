import Books
import Synchronization
import TestKit
import Testing
import Threads
import Transport
import Venues

@Suite("Why a request is not answered")
struct RESTFailureTests {
    @Test("A server that does not answer fails the step timeout, in time", arguments: [false, true])
    func silentServer(isConnected: Bool) async throws {
        let server = try WebServer { head, _ in head.contains("/ok") ? WebServer.ok([]) : [] }
        let client = server.client()
        if isConnected { _ = try await client.answer(to: server.request(path: "/ok")) }
        let start = SteadyClock.now
        let error = await failure(
            of: try server.request(path: "/none?signature=s", timeout: .milliseconds(150)),
            by: client
        )
        let took = SteadyClock.now - start
        expect(
            error,
            at: .timeout,
            saying: ["no whole answer came within 150 ms", try server.request().endpoint.authority]
        )
        #expect(error?.message.contains("signature") == false)
        #expect(took >= .milliseconds(150) && took < .seconds(15))
        client.close()
        server.stop()
    }

    @Test("The time spent waiting for a connection counts")
    func waitingCounts() async throws {
        let server = try WebServer { _, _ in [] }
        let client = server.client()
        let ended = Counter()
        for _ in 0..<8 {
            client.start(try server.request()) { _ in ended.add() }
        }
        #expect(try await onThread { eventually { server.requests == 8 } })
        let error = await failure(of: try server.request(timeout: .milliseconds(100)), by: client)
        expect(error, at: .timeout, saying: ["no connection became free within 100 ms"])
        #expect(ended.count == 0)
        client.close()
        server.stop()
    }

    @Test("A request is never sent twice, though libcurl would", arguments: ["GET", "POST", "DELETE"])
    func neverRepeated(method: String) async throws {
        let server = try WebServer { head, _ in head.contains("/ok") ? WebServer.ok([]) : nil }
        let client = server.client()
        _ = try await client.answer(to: server.request(path: "/ok"))
        let error = await failure(of: try server.request(method, path: "/dies"), by: client)
        expect(error, at: .broken, saying: ["whether the request was carried out"])
        #expect(server.requests == 2)
        // The next one is a new request on a new connection.
        #expect(try await client.answer(to: server.request(path: "/ok")).status == 200)
        #expect(server.requests == 3)
        client.close()
        server.stop()
    }

    @Test("A request that was sent is never told as one that could not connect")
    func sentIsNotUnsent() async throws {
        let (listener, port) = try RawSocket.listening()
        let endpoint = try #require(Endpoint(host: "127.0.0.1", port: port, isSecure: false, path: "/"))
        let request = RESTRequest("POST", endpoint, timeout: .seconds(20))
        // One answer, then the whole server goes with a request in its hands, as in a crash.
        async let end: Void = onThread {
            let peer = try listener.accept()
            try peer.receiveHead()
            try peer.send(WebServer.ok([]))
            try peer.receiveHead()
            listener.stopListening()
        }
        let client = CurlRESTClient(trust: .system)
        _ = try await client.answer(to: request)
        let error = await failure(of: request, by: client)
        try await end
        expect(error, at: .broken, saying: ["whether the request was carried out"])
        client.close()
    }

    @Test("A fresh connection that ends without an answer fails the step broken")
    func endWithoutAnswer() async throws {
        let server = try WebServer { _, _ in nil }
        let client = server.client()
        expect(await failure(of: try server.request("POST"), by: client), at: .broken, saying: ["was carried out"])
        #expect(server.requests == 1)
        client.close()
        server.stop()
    }

    @Test("An answer that ends too early fails the step broken")
    func shortAnswer() async throws {
        let server = try WebServer { head, _ in
            head.contains("/part") ? Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".utf8) : nil
        }
        let client = server.client()
        let part = try server.request(path: "/part", timeout: .seconds(20))
        async let error = failure(of: part, by: client)
        #expect(try await onThread { eventually { server.requests == 1 } })
        server.stop()
        expect(await error, at: .broken, saying: ["without a whole answer"])
        client.close()
    }

    @Test("An answer of more than 8 MiB is refused, whether or not it says its size", arguments: [true, false])
    func oversize(tellsSize: Bool) async throws {
        let server = try WebServer { _, _ in
            let size = 9 << 20
            let head = tellsSize ? "Content-Length: \(size)" : "Connection: close"
            return Array("HTTP/1.1 200 OK\r\n\(head)\r\n\r\n".utf8) + [UInt8](repeating: 1, count: size)
        }
        let client = server.client()
        expect(await failure(of: try server.request(), by: client), at: .http, saying: ["more than 8 MiB"])
        client.close()
        server.stop()
    }

    @Test(
        "A head without end, or of more than 32 KiB, is refused",
        arguments: [(400, ""), (40, "Content-Length: 0\r\n\r\n")]
    )
    func endlessHead(lines: Int, end: String) async throws {
        let server = try WebServer { _, _ in
            let line = "X-Line: " + String(repeating: "x", count: 1_000) + "\r\n"
            return Array(("HTTP/1.1 200 OK\r\n" + String(repeating: line, count: lines) + end).utf8)
        }
        let client = server.client()
        let error = await failure(of: try server.request(timeout: .seconds(5)), by: client)
        #expect(error?.step == .http, "\(error?.message ?? "")")
        client.close()
        server.stop()
    }

    @Test("What is not HTTP fails the step http")
    func garbage() async throws {
        let server = try WebServer { _, _ in Array("SSH-2.0-OpenSSH_9.2\r\n\r\n".utf8) }
        let client = server.client()
        expect(await failure(of: try server.request(), by: client), at: .http, saying: ["does not answer in HTTP/1.1"])
        client.close()
        server.stop()
    }

    @Test("A refused port and an unknown authority are told like those of a stream")
    func connectionFailures() async throws {
        let server = try WebServer { _, _ in WebServer.ok([]) }
        let client = CurlRESTClient(trust: .authority(pem: try CertificateAuthority().pem))
        expect(await failure(of: try server.request(), by: client), at: .certificate, saying: ["is not signed by"])
        server.stop()
        expect(await failure(of: try server.request(), by: client), at: .connect, saying: ["refuses connections"])
        #expect(server.requests == 0)
        client.close()
    }

    @Test(
        "A request that would become two lines or another request is refused unsent",
        arguments: [
            ("GET", "/", HTTPHeader("X-A", "a\r\nX-B: b")), ("GET", "/", HTTPHeader("X-A\r\nX-B", "b")),
            ("GET", "/", HTTPHeader("", "b")), ("GET", "/", HTTPHeader("X:Y", "b")),
            ("GET", "/a b", HTTPHeader("X-A", "a")), ("GET", "/a\r\nX-B: b", HTTPHeader("X-A", "a")),
            ("GET", "api", HTTPHeader("X-A", "a")), ("GET", "/a#b", HTTPHeader("X-A", "a")),
            ("GET / HTTP/1.1\r\nX-B: b\r\n\r\nGET", "/", HTTPHeader("X-A", "a")), ("HEAD", "/", HTTPHeader("X-A", "a")),
        ]
    )
    func smuggling(method: String, path: String, header: HTTPHeader) async throws {
        let server = try WebServer { _, _ in WebServer.ok([]) }
        let client = server.client()
        let error = await failure(of: try server.request(method, path: path, headers: [header]), by: client)
        #expect(error?.step == .misuse, "\(error?.message ?? "nothing failed")")
        #expect(server.requests == 0)
        client.close()
        server.stop()
    }
}
