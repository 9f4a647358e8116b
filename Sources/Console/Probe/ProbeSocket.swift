import Books
import Probing
import Threads
import Transport
import Venues

/// An open WebSocket of the probe, which stamps what it hears the moment the socket shows it.
///
/// The feeds' own link hands over a batch at a time; here each reading needs its time before TLS and the codec work on it.
final class ProbeSocket {
    /// What was heard.
    enum Event {
        case message(JSONValue)
        case plain(String)
        case pong(String)
    }

    private let port: CurlStreamPort
    private var codec: WebSocketCodec
    private let authority: String
    private var output: [UInt8] = []

    /// A WebSocket that was opened, how long the upgrade took, and the header lines of its answer.
    typealias Opened = (socket: ProbeSocket, upgrade: TimeSpan, headers: [HTTPHeader])

    /// Opens a WebSocket to `endpoint`.
    static func open(
        _ endpoint: Endpoint,
        over port: CurlStreamPort,
        environment: ProbeEnvironment,
        timeout: TimeSpan
    ) throws(TransportError) -> Opened {
        let deadline = SteadyClock.now + timeout
        let nonce = [environment.random(), environment.random()].flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
        let handshake = try WebSocketHandshake(endpoint: endpoint, nonce: nonce, digests: environment.digests)
        try port.open(endpoint, timeout: timeout)
        let asked = SteadyClock.now
        try port.send(handshake.request)
        var input: [UInt8] = []
        var heard: MonotonicTime
        var headers: [HTTPHeader] = []
        while true {
            heard = SteadyClock.now
            let result = try port.receive(into: &input)
            headers = Self.headers(of: input)
            if try handshake.acceptAnswer(from: &input) { break }
            if result == .closed {
                throw TransportError(.http, "\(endpoint.authority) closed the connection during the WebSocket upgrade.")
            }
            switch try port.wait(until: deadline) {
            case .readable: continue
            case .woken: throw TransportError(.cancelled, "The measurement is ending.")
            case .deadline:
                throw TransportError(.timeout, "\(endpoint.authority) did not answer the WebSocket upgrade in time.")
            }
        }
        let socket = ProbeSocket(port, endpoint.authority, seed: environment.random())
        socket.codec.input.append(contentsOf: input)
        return (socket, heard - asked, headers)
    }

    /// The header lines with which `bytes` begin; none where they are no whole head, which is another's to judge.
    private static func headers(of bytes: [UInt8]) -> [HTTPHeader] {
        do throws(HTTPHeadError) {
            return try HTTPStatusHead.parse(bytes.span)?.headers ?? []
        } catch {
            return []
        }
    }

    private init(_ port: CurlStreamPort, _ authority: String, seed: UInt64) {
        self.port = port
        self.authority = authority
        codec = WebSocketCodec(role: .client, maskSeed: seed)
    }

    /// Sends a text message.
    func send(_ text: String) throws(TransportError) {
        output.removeAll(keepingCapacity: true)
        codec.encode(text: Array(text.utf8), into: &output)
        try port.send(output)
    }

    /// Sends a ping that carries `mark`.
    func ping(_ mark: String) throws(TransportError) {
        output.removeAll(keepingCapacity: true)
        codec.encodePing(Array(mark.utf8), into: &output)
        try port.send(output)
    }

    /// Takes in what has arrived and hands each event to `body`.
    func receive(_ body: (Event) -> Void) throws(TransportError) {
        let result = try port.receive(into: &codec.input)
        while let event = codec.next() {
            switch event {
            case .text: codec.withPayload { Self.read($0, body) }
            case .pong: codec.withPayload { body(.pong(String(decoding: $0.bytes, as: UTF8.self))) }
            case .binary: continue
            case .ping:
                output.removeAll(keepingCapacity: true)
                codec.encodePong(into: &output)
                try port.send(output)
            case .close(let code, let reason):
                let words = reason.isEmpty ? "" : ": \(reason)"
                throw TransportError(
                    .broken,
                    "\(authority) closed the WebSocket (\(code.map { String($0) } ?? "no code")\(words))."
                )
            case .violation(let violation):
                throw TransportError(.http, "\(authority) breaks the WebSocket protocol: \(violation.message).")
            }
        }
        if result == .closed { throw TransportError(.broken, "\(authority) ended the connection.") }
    }

    private static func read(_ bytes: Span<UInt8>, _ body: (Event) -> Void) {
        if let value = ProbeText.json(bytes) {
            body(.message(value))
        } else {
            body(.plain(String(decoding: bytes.bytes, as: UTF8.self)))
        }
    }
}

extension Span<UInt8> {
    /// The bytes as an array.
    fileprivate var bytes: [UInt8] { indices.map { self[$0] } }
}
