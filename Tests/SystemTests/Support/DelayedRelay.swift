import Books
import TestKit
import Threads
import Transport
import Venues

/// A way to a server on this machine on which every answer comes later by a delay that only the test knows.
///
/// Without TLS of its own it is a long way: TCP is answered here, TLS and all else by the server. With it, it is an edge:
/// it answers TLS itself and asks a server without TLS behind it.
final class DelayedRelay {
    /// Where it listens.
    var port: UInt16 { server.port }

    private let server: LoopbackServer

    /// A relay to the server at `target`.
    init(to target: Int, security: ServerSecurity = .plain, delay: TimeSpan) throws {
        let target = UInt16(target)
        server = try LoopbackServer(security: security) { connection in
            do {
                try Self.carry(connection, try LoopbackSocket(port: target), delay)
            } catch {
                // Either side has gone: the connection through here is over.
                return
            }
        }
    }

    /// Ends it.
    func stop() { server.stop() }

    /// A socket that two threads hold: one sends and the other receives.
    // @unchecked: no call of the one touches what a call of the other does.
    private struct Upstream: @unchecked Sendable {
        let socket: LoopbackSocket
    }

    private static func carry(_ connection: ServerConnection, _ socket: LoopbackSocket, _ delay: TimeSpan) throws {
        let upstream = Upstream(socket: socket)
        let outbox = connection.outbox
        DedicatedThread.start("test.relay") {
            let nobody = WakeDescriptor()
            var bytes: [UInt8] = []
            do {
                while try upstream.socket.receive(into: &bytes) {
                    if delay > .zero { nobody.wait(until: SteadyClock.now + delay) }
                    outbox.push(bytes)
                    bytes.removeAll(keepingCapacity: true)
                }
            } catch {
                // Nothing came for ten seconds, or the server has gone.
                return
            }
        }
        defer { socket.finish() }
        var buffer: [UInt8] = []
        while true {
            buffer.removeAll(keepingCapacity: true)
            let result = try connection.receive(into: &buffer)
            if !buffer.isEmpty { try socket.send(buffer) }
            if result == .closed { return }
            if case .drained = result { _ = try connection.wait(until: nil) }
        }
    }
}
