import Books
import Threads
import Venues

/// An open WebSocket over a port, used by one thread.
final class WebSocketLink {
    /// What a market's stream may send at once: Kraken describes all its pairs and assets in one message.
    static let marketLimits = WebSocketLimits(maximumMessageBytes: 4 << 20)
    /// What a private stream may send at once; nothing longer is read.
    static let privateLimits = WebSocketLimits(maximumMessageBytes: 1 << 20)

    private let port: any StreamPort
    private var codec: WebSocketCodec
    private var output: [UInt8] = []

    /// Opens the port and upgrades it, at most until `deadline`.
    ///
    /// Ends early when `isStopped` says so after a wake.
    init(
        to endpoint: Endpoint,
        over port: any StreamPort,
        limits: WebSocketLimits,
        environment: FeedEnvironment,
        wake: WakeDescriptor,
        deadline: MonotonicTime,
        isStopped: () -> Bool
    ) throws(TransportError) {
        self.port = port
        codec = WebSocketCodec(role: .client, limits: limits, maskSeed: environment.random())
        let nonce = Self.nonce(environment.random(), environment.random())
        let handshake = try WebSocketHandshake(endpoint: endpoint, nonce: nonce, digests: environment.digests)
        try Self.open(endpoint, port, wake, deadline, isStopped)
        try port.send(handshake.request)
        var input: [UInt8] = []
        while true {
            guard SteadyClock.now < deadline else {
                throw TransportError(.timeout, "\(endpoint.authority) did not answer the WebSocket upgrade in time.")
            }
            let result = try port.receive(into: &input)
            // First of all what the venue said: an answer that refuses comes together with the end of the connection.
            if try handshake.acceptAnswer(from: &input) { break }
            switch result {
            case .closed:
                throw TransportError(.http, "\(endpoint.authority) closed the connection during the WebSocket upgrade.")
            case .drained(0):
                if try port.wait(until: deadline) == .woken, isStopped() {
                    throw TransportError(.cancelled, "The console is stopping.")
                }
            case .drained, .more:
                continue
            }
        }
        codec.input.append(contentsOf: input)
    }

    /// The 16 bytes of two random numbers.
    private static func nonce(_ first: UInt64, _ second: UInt64) -> [UInt8] {
        [first, second].flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
    }

    private static func open(
        _ endpoint: Endpoint,
        _ port: any StreamPort,
        _ wake: WakeDescriptor,
        _ deadline: MonotonicTime,
        _ isStopped: () -> Bool
    ) throws(TransportError) {
        while true {
            do {
                return try port.open(endpoint, timeout: max(deadline - SteadyClock.now, .milliseconds(1)))
            } catch {
                // A wake ends an opening; if it was not the word to stop, the opening is begun again. Cleared before
                // the question, so that a word that comes after the question still ends the next opening.
                wake.clear()
                guard error.step == .cancelled, !isStopped() else { throw error }
            }
        }
    }

    // MARK: - Reading

    /// Takes in what has arrived.
    func receive() throws(TransportError) -> ReceiveResult {
        try port.receive(into: &codec.input)
    }

    /// What the venue said next; nil where more bytes are needed.
    ///
    /// A ping is answered already.
    func next() throws(TransportError) -> WebSocketEvent? {
        guard let event = codec.next() else { return nil }
        switch event {
        case .ping:
            output.removeAll(keepingCapacity: true)
            codec.encodePong(into: &output)
            try port.send(output)
        case .violation(let violation):
            output.removeAll(keepingCapacity: true)
            codec.encodeClose(code: violation.closeCode, reason: violation.message, into: &output)
            try port.send(output)
        case .text, .binary, .pong, .close:
            break
        }
        return event
    }

    /// Hands `body` the payload of the last event.
    func withPayload(_ body: (Span<UInt8>) -> Void) {
        codec.withPayload(body)
    }

    /// The number of the ping that the last event, a pong, answers; nil if it answers none of ours.
    var pongNumber: UInt64? {
        var number: UInt64?
        codec.withPayload { number = PingPayload.number($0) }
        return number
    }

    // MARK: - Writing

    /// Sends a text message.
    func send(text: [UInt8]) throws(TransportError) {
        output.removeAll(keepingCapacity: true)
        codec.encode(text: text, into: &output)
        try port.send(output)
    }

    /// Sends a ping of that number; its pong comes back as an event with the same number.
    func ping(_ number: UInt64) throws(TransportError) {
        output.removeAll(keepingCapacity: true)
        codec.encodePing(PingPayload.bytes(number), into: &output)
        try port.send(output)
    }

    /// Sends a close frame, as far as the connection still takes it: the connection ends in any case.
    func sayGoodbye() {
        output.removeAll(keepingCapacity: true)
        codec.encodeClose(code: WebSocketCloseCode.normal, into: &output)
        do {
            try port.send(output)
        } catch {
            return
        }
    }
}
