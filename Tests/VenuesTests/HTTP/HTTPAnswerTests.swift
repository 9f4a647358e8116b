import Testing
import Venues

/// Answers as a server writes them, read by the client's half.
@Suite("HTTP answers")
struct HTTPAnswerTests {
    @Test("An answer is written with its length and its connection")
    func written() {
        let answer = HTTPAnswer(
            status: 429,
            headers: [HTTPHeader("Retry-After", "7"), HTTPHeader("Content-Type", "application/json")],
            body: [UInt8](#"{"code":-1003}"#.utf8)
        )
        var bytes: [UInt8] = []
        answer.encode(keepsAlive: true, into: &bytes)
        let text = """
            HTTP/1.1 429 Too Many Requests\r
            Retry-After: 7\r
            Content-Type: application/json\r
            Content-Length: 14\r
            Connection: keep-alive\r
            \r
            {"code":-1003}
            """
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test("What is written is read back, for every status", arguments: [false, true])
    func readBack(keepsAlive: Bool) throws {
        for status in 100...999 {
            var bytes: [UInt8] = []
            let answer = HTTPAnswer(status: status, headers: [HTTPHeader("X", "y")], body: [1, 2, 3])
            answer.encode(keepsAlive: keepsAlive, into: &bytes)
            let head = try #require(try HTTPStatusHead.parse(bytes.span))
            #expect(head.status == status)
            #expect(head.headers.value(of: "content-length") == "3")
            #expect(head.headers.value(of: "connection") == (keepsAlive ? "keep-alive" : "close"))
            #expect(bytes[head.byteCount...] == [1, 2, 3])
        }
    }

    @Test("No value can begin a line of its own")
    func noSplitting() throws {
        var bytes: [UInt8] = []
        let evil = HTTPHeader("X\r\nA", "b\r\nSet-Cookie: c\u{0}")
        #expect(!evil.isWellFormed)
        HTTPAnswer(status: 200, headers: [evil], body: []).encode(keepsAlive: false, into: &bytes)
        let head = try #require(try HTTPStatusHead.parse(bytes.span))
        #expect(head.headers.map(\.name) == ["X__A", "Content-Length", "Connection"])
        #expect(head.headers.value(of: "X__A") == "b__Set-Cookie: c_")
    }

    @Test("A header is found without regard to its case")
    func lookUp() {
        let answer = HTTPAnswer(status: 200, headers: [HTTPHeader("Retry-After", "7")], body: [])
        #expect(answer.header("retry-AFTER") == "7")
        #expect(answer.header("Retry") == nil)
    }
}
