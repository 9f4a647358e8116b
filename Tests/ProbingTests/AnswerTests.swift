import Probing
import TestKit
import Testing
import Venues

/// Whole HTTP answers out of the bytes of a warm connection.
@Suite("Answers: whole, in pieces, damaged")
struct AnswerTests {
    static let plain = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncf-ray: 1-NRT\r\n\r\n{}"
    static let chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\n1\r\n}\r\n0\r\nTrailer: t\r\n\r\n"

    @Test(
        "An answer is read when its last byte is there, not before, and what follows is left",
        arguments: [plain, chunked]
    )
    func pieces(text: String) throws {
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count {
            #expect(try HTTPAnswerReader.read(Array(bytes[..<count]), from: "x") == nil, "\(count) bytes")
        }
        let (answer, length) = try #require(try HTTPAnswerReader.read(bytes + Array("HTTP/1.1 ".utf8), from: "x"))
        #expect(answer.status == 200)
        #expect(answer.body == Array("{}".utf8))
        #expect(length == bytes.count)
    }

    @Test(
        "Damaged answers are refused with the peer's name",
        arguments: [
            "ICY 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
        ]
    )
    func damage(text: String) {
        let error = #expect(throws: TransportError.self) {
            try HTTPAnswerReader.read(Array(text.utf8), from: "venue.example")
        }
        #expect(error?.message.contains("venue.example") == true)
    }

    @Test("Random bytes behind a good beginning trap nothing")
    func noise() {
        forEachSeed(1...200) { _, random in
            var bytes = Array(Self.chunked.utf8)
            for _ in 0..<random.pick(1...6) { bytes[random.pick(0...bytes.count - 1)] = UInt8(random.pick(0...255)) }
            do throws(TransportError) {
                _ = try HTTPAnswerReader.read(bytes, from: "x")
            } catch {
                #expect(error.step == .http)
            }
        }
    }
}
