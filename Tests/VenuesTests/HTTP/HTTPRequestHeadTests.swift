import Testing
import Venues

/// What a request's head says about its body and its connection.
@Suite("HTTP requests: body and connection")
struct HTTPRequestHeadTests {
    static func head(_ lines: [String], version: String = "1.1") throws -> HTTPRequestHead {
        let text = (["POST /order HTTP/\(version)"] + lines).joined(separator: "\r\n") + "\r\n\r\n"
        return try #require(try HTTPRequestHead.parse([UInt8](text.utf8).span))
    }

    @Test("The length of the body is told by Content-Length alone")
    func bodyLength() throws {
        #expect(try Self.head([]).bodyLength(limit: 10) == 0)
        #expect(try Self.head(["content-length: 10"]).bodyLength(limit: 10) == 10)
        #expect(try Self.head(["Content-Length: 0"]).bodyLength(limit: 0) == 0)
        #expect(try Self.head(["Content-Length: 007"]).bodyLength(limit: 10) == 7)
    }

    @Test(
        "A length that is not one plain number is refused",
        arguments: [
            ["Content-Length:"], ["Content-Length: -1"], ["Content-Length: +1"], ["Content-Length: 1.0"],
            ["Content-Length: 0x1"], ["Content-Length: 1, 1"], ["Content-Length: 1", "Content-Length: 1"],
            ["Content-Length: 1", "content-length: 2"], ["Content-Length: 1 2"], ["Content-Length: １"],
        ]
    )
    func malformedLength(lines: [String]) throws {
        let head = try Self.head(lines)
        #expect(throws: HTTPHeadError.malformedContentLength) { try head.bodyLength(limit: 10) }
        #expect(HTTPHeadError.malformedContentLength.status == 400)
    }

    @Test(
        "A body over the limit is refused, even beyond every integer",
        arguments: ["11", "9223372036854775807", "9223372036854775808", "99999999999999999999999999"]
    )
    func tooLong(length: String) throws {
        let head = try Self.head(["Content-Length: \(length)"])
        #expect(throws: HTTPHeadError.bodyTooLong(limit: 10)) { try head.bodyLength(limit: 10) }
        #expect(HTTPHeadError.bodyTooLong(limit: 10).status == 413)
    }

    @Test("A transfer coding is refused, with a length beside it or without")
    func transferCoding() throws {
        for lines in [["Transfer-Encoding: chunked"], ["Content-Length: 1", "transfer-encoding: identity"]] {
            let head = try Self.head(lines)
            #expect(throws: HTTPHeadError.transferCoding) { try head.bodyLength(limit: 10) }
        }
        #expect(HTTPHeadError.transferCoding.status == 501)
    }

    @Test(
        "A connection is kept as RFC 9112 section 9.3 has it",
        arguments: [
            ("1.1", "", true), ("1.1", "close", false), ("1.1", "Close", false), ("1.1", "x, close", false),
            ("1.1", "keep-alive", true), ("1.1", "closed", true), ("1.0", "", false), ("1.0", "Keep-Alive", true),
            ("1.0", "keep-alive, close", false),
        ]
    )
    func keepAlive(version: String, connection: String, isKept: Bool) throws {
        let head = try Self.head(connection.isEmpty ? [] : ["Connection: \(connection)"], version: version)
        #expect(head.keepsAlive == isKept)
    }
}
