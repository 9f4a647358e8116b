import Books
import Synchronization
import TestKit
import Testing
import Threads
import Transport
import Venues

@Suite("Requests and answers")
struct RESTClientTests {
    @Test("An answer has its status, all header lines in order, and every byte of its body", arguments: [true, false])
    func wholeAnswer(isSecure: Bool) async throws {
        let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let server = try WebServer(secure: isSecure) { _, _ in
            let lines = ["HTTP/1.1 404 No", "X-A:  one ", "x-a: two", "X-Empty:", "Content-Length: \(body.count)"]
            return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        }
        let client = server.client()
        let answer = try await client.answer(to: server.request())
        #expect(answer.status == 404)
        #expect(
            answer.headers == [
                HTTPHeader("X-A", "one"), HTTPHeader("x-a", "two"), HTTPHeader("X-Empty", ""),
                HTTPHeader("Content-Length", "\(body.count)"),
            ]
        )
        #expect(answer.header("X-a") == "one")
        #expect(answer.body == body)
        client.close()
        server.stop()
    }

    /// A request, and the head that the server has to see.
    struct Form: Sendable, CustomTestStringConvertible {
        let method: String
        var headers: [HTTPHeader] = []
        var body = ""
        let has: [String]
        var lacks: [String] = []

        var testDescription: String { "\(method) with \(body.utf8.count) bytes and \(headers.count) header lines" }
    }

    static let forms = [
        Form(method: "GET", has: ["GET /api?a=1&b=%20../x HTTP/1.1", "User-Agent: rung"], lacks: ["Content-"]),
        Form(method: "DELETE", has: ["DELETE /api"], lacks: ["Content-"]),
        Form(method: "POST", has: ["POST /api", "Content-Length: 0"], lacks: ["Content-Type", "Expect"]),
        Form(method: "PUT", body: "x", has: ["PUT /api", "Content-Length: 1"], lacks: ["Content-Type"]),
        Form(method: "DELETE", body: "ab", has: ["DELETE /api", "Content-Length: 2"]),
        Form(
            method: "POST",
            headers: [
                HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-Key", "k"), HTTPHeader("X-None", ""),
            ],
            body: String(repeating: "y", count: 300_000),
            has: ["Content-Type: application/json", "X-Key: k", "X-None:", "Content-Length: 300000"],
            lacks: ["Expect"]
        ),
    ]

    @Test("A request arrives as it was asked for", arguments: forms)
    func requestsArrive(form: Form) async throws {
        let seen = Mutex(("", [UInt8]()))
        let server = try WebServer { head, body in
            seen.withLock { $0 = (head, body) }
            return WebServer.ok([])
        }
        let client = server.client()
        let path = "/api?a=1&b=%20../x"
        _ = try await client.answer(
            to: server.request(form.method, path: path, headers: form.headers, body: Array(form.body.utf8))
        )
        let (head, body) = seen.withLock { $0 }
        for part in form.has { #expect(head.contains(part), "\(head)") }
        for part in form.lacks { #expect(!head.contains(part), "\(head)") }
        #expect(body == Array(form.body.utf8))
        client.close()
        server.stop()
    }

    @Test("One request after the other takes one connection")
    func connectionsAreKept() async throws {
        let server = try WebServer { _, body in WebServer.ok(body) }
        let client = server.client()
        for number in 0..<50 {
            let body = [UInt8](repeating: UInt8(number), count: number)
            #expect(try await client.answer(to: server.request("POST", body: body)).body == body)
        }
        #expect(server.connections == 1)
        #expect(server.requests == 50)
        client.close()
        server.stop()
    }

    @Test("Many requests at once share at most eight connections, each gets its own answer")
    func parallelRequests() async throws {
        let server = try WebServer { _, body in WebServer.ok(body.reversed()) }
        let client = server.client()
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                let body = [UInt8(number), 1, 2]
                let request = try server.request("POST", body: body)
                group.addTask {
                    let answer = try await client.answer(to: request)
                    #expect(answer.body == body.reversed())
                }
            }
            try await group.waitForAll()
        }
        #expect((1...8).contains(server.connections))
        #expect(server.requests == 200)
        client.close()
        server.stop()
    }

    @Test("A redirect is an answer like any other")
    func redirectsAreNotFollowed() async throws {
        let server = try WebServer { _, _ in
            Array("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n".utf8)
        }
        let client = server.client()
        let answer = try await client.answer(to: server.request())
        #expect(answer.status == 302 && answer.header("location") == "/other")
        #expect(server.requests == 1)
        client.close()
        server.stop()
    }

    @Test("Heads of interim answers and trailers are not part of the answer")
    func interimAnswersAndTrailers() async throws {
        let server = try WebServer { _, _ in
            let interim = "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
            let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            return Array((interim + head + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n").utf8)
        }
        let client = server.client()
        let answer = try await client.answer(to: server.request())
        #expect(answer.status == 200)
        #expect(answer.headers == [HTTPHeader("Transfer-Encoding", "chunked")])
        #expect(answer.body == Array("abcde".utf8))
        client.close()
        server.stop()
    }

    @Test("Completions run on the client's own thread, each once")
    func completionsRunOnce() async throws {
        let server = try WebServer { _, _ in WebServer.ok([]) }
        let client = server.client()
        let calls = Mutex<[Int: Int]>([:])
        for number in 0..<100 {
            client.start(try server.request()) { result in
                let status = (try? result.get())?.status ?? 0
                calls.withLock { $0[number, default: 0] += status == 200 ? 1 : 1_000 }
            }
        }
        #expect(try await onThread { eventually { calls.withLock { $0.count } == 100 } })
        #expect(calls.withLock { $0.values.allSatisfy { $0 == 1 } })
        client.close()
        server.stop()
    }
}
