import Transport
import Venues

/// One client of the control endpoint: requests in, answers out, until either side ends the connection.
struct ControlTalk {
    private let connection: ServerConnection
    private let desk: ControlDesk

    init(_ connection: ServerConnection, _ exchange: ExchangeServer) {
        self.connection = connection
        desk = ControlDesk(exchange)
    }

    /// Answers requests.
    func run() {
        do throws(TransportError) {
            var input: [UInt8] = []
            while try answerNext(&input) {}
        } catch {
            // The client has gone or the server stops: an end like any other.
        }
    }

    /// Answers the next request; false when the connection is to end.
    private func answerNext(_ input: inout [UInt8]) throws(TransportError) -> Bool {
        while true {
            let arrived: Request?
            do throws(HTTPHeadError) {
                arrived = try Self.takeRequest(from: &input)
            } catch {
                return try send(ControlDesk.refusal(error.status, error.message), keepsAlive: false)
            }
            if let arrived {
                return try send(desk.answer(arrived.head, arrived.body), keepsAlive: arrived.head.keepsAlive)
            }
            switch try connection.receive(into: &input) {
            case .closed: return false
            case .drained(0): _ = try connection.wait(until: nil)
            case .drained, .more: break
            }
        }
    }

    /// A request that has arrived whole.
    private struct Request {
        let head: HTTPRequestHead
        let body: [UInt8]
    }

    /// Takes the next request from the input; nil while bytes of it are missing.
    private static func takeRequest(from input: inout [UInt8]) throws(HTTPHeadError) -> Request? {
        guard let head = try HTTPRequestHead.parse(input.span) else { return nil }
        let end = head.byteCount + (try head.bodyLength(limit: FaultControl.bodyLimit))
        guard input.count >= end else { return nil }
        let request = Request(head: head, body: Array(input[head.byteCount..<end]))
        input.removeSubrange(..<end)
        return request
    }

    private func send(_ answer: HTTPAnswer, keepsAlive: Bool) throws(TransportError) -> Bool {
        var bytes: [UInt8] = []
        answer.encode(keepsAlive: keepsAlive, into: &bytes)
        try connection.send(bytes)
        return keepsAlive
    }
}
