import Books
import Testing
import Threads
import Transport
import Venues

/// A server with its authority, and the clients that fit it.
struct Exchange: Sendable {
    let authority: CertificateAuthority
    let server: LoopbackServer
    let isSecure: Bool

    /// A server that runs `handler` for each connection.
    init(
        secure isSecure: Bool = true,
        names: [SubjectName] = CertificateAuthority.loopbackNames,
        validity: Validity = .week,
        limits: ServerLimits = ServerLimits(),
        serve handler: @escaping LoopbackServer.Handler
    ) throws {
        authority = try CertificateAuthority()
        let security = isSecure ? ServerSecurity.tls(try authority.issue(for: names, validity: validity)) : .plain
        server = try LoopbackServer(security: security, limits: limits, serve: handler)
        self.isSecure = isSecure
    }

    /// The authorities that vouch for it.
    var trust: TrustAnchors { .authority(pem: authority.pem) }

    /// Its endpoint under `host`.
    func endpoint(_ host: String = "localhost", path: String = "/") throws -> Endpoint {
        try #require(Endpoint(host: host, port: server.port, isSecure: isSecure, path: path))
    }

    /// An open stream to it.
    func connect(wake: WakeDescriptor = WakeDescriptor()) throws -> CurlStreamPort {
        let port = CurlStreamPort(wake: wake, trust: trust)
        try port.open(try endpoint(), timeout: .seconds(10))
        return port
    }
}

/// What servers do with a client.
enum Handlers {
    /// Sends back whatever comes.
    static let echo: LoopbackServer.Handler = { connection in
        serve(connection) { bytes in try connection.send(bytes) }
    }

    /// Reads and forgets.
    static let silence: LoopbackServer.Handler = { connection in
        serve(connection) { _ in }
    }

    /// Hands every piece of what comes to `take` until the client ends its side or the connection breaks.
    static func serve(_ connection: ServerConnection, _ take: ([UInt8]) throws -> Void) {
        var buffer: [UInt8] = []
        do {
            while true {
                buffer.removeAll(keepingCapacity: true)
                let result = try connection.receive(into: &buffer)
                if !buffer.isEmpty { try take(buffer) }
                if result == .closed { return }
                if case .drained = result { _ = try connection.wait(until: nil) }
            }
        } catch {
            // The client has gone or the server stops: both end a connection in a test.
            return
        }
    }
}

extension CurlStreamPort {
    /// Reads until `count` bytes have come or the peer has closed; fails after ten seconds.
    func receive(count: Int) throws -> [UInt8] {
        let deadline = inMilliseconds(10_000)
        var buffer: [UInt8] = []
        while buffer.count < count {
            switch try receive(into: &buffer) {
            case .closed:
                return buffer
            case .drained where buffer.count < count:
                guard try wait(until: deadline) != .deadline else { throw TransportError(.timeout, "Nothing came.") }
            case .drained, .more:
                continue
            }
        }
        return buffer
    }
}
