import Books
import Synchronization
import Testing
import Threads
import Transport
import Venues

/// A server of HTTP/1.1 for tests, no more correct than they need; it counts the requests it has read.
final class WebServer: Sendable {
    /// Answers a request, given as its head and its body; nil for no answer and the end of the connection.
    typealias Answer = @Sendable (_ head: String, _ body: [UInt8]) -> [UInt8]?

    let exchange: Exchange
    private let count: Counter

    init(secure isSecure: Bool = true, answer: @escaping Answer) throws {
        let count = Counter()
        self.count = count
        var limits = ServerLimits()
        limits.queuedBytes = 64 << 20
        exchange = try Exchange(secure: isSecure, limits: limits) { connection in
            var pending: [UInt8] = []
            Handlers.serve(connection) { bytes in
                pending += bytes
                while let (head, body) = Self.takeRequest(from: &pending) {
                    count.add()
                    guard let bytes = answer(head, body) else { return connection.close() }
                    try connection.send(bytes)
                }
            }
        }
    }

    var requests: Int { count.count }

    var connections: Int { exchange.server.acceptedConnections }

    /// A request to it.
    func request(
        _ method: String = "GET",
        path: String = "/",
        headers: [HTTPHeader] = [],
        body: [UInt8] = [],
        timeout: TimeSpan = .seconds(20)
    ) throws -> RESTRequest {
        RESTRequest(method, try exchange.endpoint(path: path), headers: headers, body: body, timeout: timeout)
    }

    /// A client that trusts it.
    func client() -> CurlRESTClient {
        CurlRESTClient(trust: exchange.trust)
    }

    func stop() {
        exchange.server.stop()
    }

    /// An answer with `body`.
    static func ok(_ body: [UInt8]) -> [UInt8] {
        Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
    }

    private static func takeRequest(from bytes: inout [UInt8]) -> (head: String, body: [UInt8])? {
        let end: [UInt8] = [13, 10, 13, 10]
        guard bytes.count >= 4,
            let start = (0...bytes.count - 4).first(where: { bytes[$0..<$0 + 4].elementsEqual(end) })
        else { return nil }
        let head = String(decoding: bytes[..<start], as: UTF8.self)
        let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) }
        guard bytes.count >= start + 4 + (length ?? 0) else { return nil }
        let body = Array(bytes[(start + 4)..<(start + 4 + (length ?? 0))])
        bytes.removeFirst(start + 4 + (length ?? 0))
        return (head, body)
    }
}

/// The failure of a request; nil if it was answered.
func failure(of request: RESTRequest, by client: CurlRESTClient) async -> TransportError? {
    do throws(TransportError) {
        _ = try await client.answer(to: request)
        return nil
    } catch {
        return error
    }
}
