import Transport
public import Venues

/// The control endpoint of simulated exchanges: plain HTTP on this machine, by which faults are switched while they run.
///
/// `GET /faults` tells what is wrong and what was, `POST /faults` begins a fault, `DELETE /faults` ends all of them and
/// `DELETE /faults/NAME` one. A body is JSON (`{"fault":"gap","times":3,"for_ms":2000}`) or the words of ``FaultText``.
/// Browsers are refused: a page on the net must not reach it through a person's browser.
public final class FaultControl: Sendable {
    /// The port of 127.0.0.1 that it listens on.
    public let port: UInt16

    private let server: LoopbackServer

    /// How much a request may bring.
    static let bodyLimit = 1 << 16

    /// Listens; port 0 takes any free one.
    public init(port: UInt16, for exchange: ExchangeServer) throws(TransportError) {
        server = try LoopbackServer(port: port, security: .plain) { connection in
            let talk = ControlTalk(connection, exchange)
            talk.run()
        }
        self.port = server.port
    }

    /// Ends it and all its connections.
    public func stop() {
        server.stop()
    }
}
