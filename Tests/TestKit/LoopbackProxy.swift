import Foundation
import Glibc
import Synchronization

/// A TCP proxy on this machine that treats the bytes from a server to its clients badly.
public final class LoopbackProxy: Sendable {
    /// How bytes from the server are passed on.
    public enum Treatment: Sendable, Equatable {
        /// As they come.
        case plain
        /// One byte at a time, each in a packet of its own.
        case sliced
        /// After so many milliseconds.
        case late(Int)
        /// So many bytes a second at most.
        case throttled(Int)
        /// Not at all, while the connection stays open.
        case swallowed
        /// Instead of them comes a reset.
        case reset
    }

    /// The port at which clients connect.
    public let port: UInt16

    private let listener: Int32
    private let target: UInt16
    private let state = Mutex(State())

    private struct State {
        var treatment = Treatment.plain
        var isStopped = false
        var connections = 0
    }

    /// A proxy in front of `target`.
    public init(to target: UInt16) throws(LoopbackError) {
        let (descriptor, port) = try Self.listen()
        listener = descriptor
        self.port = port
        self.target = target
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// How bytes are passed on from now on.
    public var treatment: Treatment {
        get { state.withLock(\.treatment) }
        set { state.withLock { $0.treatment = newValue } }
    }

    /// How many connections came so far.
    public var connections: Int { state.withLock(\.connections) }

    /// Ends the proxy and all connections through it.
    public func stop() {
        state.withLock { $0.isStopped = true }
    }

    private var isStopped: Bool { state.withLock(\.isStopped) }

    // MARK: - Threads

    private func acceptAll() {
        defer { close(listener) }
        while !isStopped {
            guard Self.isReadable([listener]) else { continue }
            let client = accept(listener, nil, nil)
            guard client >= 0 else { continue }
            state.withLock { $0.connections += 1 }
            Thread.detachNewThread { [self] in carry(client) }
        }
    }

    /// Carries one connection until either side ends it.
    private func carry(_ client: Int32) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer {
            close(client)
            close(server)
        }
        var yes: Int32 = 1
        unsafe setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
        guard unsafe withLoopbackAddress(port: target, { unsafe connect(server, $0, $1) }) == 0 else { return }
        var late: [(due: Date, bytes: ArraySlice<UInt8>)] = []
        while !isStopped {
            if treatment == .reset {
                Self.resetAtEnd(client)
                return
            }
            guard deliver(&late, to: client) else { return }
            guard Self.isReadable([client, server], milliseconds: late.isEmpty ? 20 : 1) else { continue }
            if Self.isReadable([client], milliseconds: 0) {
                guard let bytes = Self.read(client), Self.write(bytes[...], to: server) else { return }
            }
            if Self.isReadable([server], milliseconds: 0) {
                guard let bytes = Self.read(server), pass(bytes, to: client, &late) else { return }
            }
        }
    }

    private func pass(_ bytes: [UInt8], to client: Int32, _ late: inout [(due: Date, bytes: ArraySlice<UInt8>)]) -> Bool
    {
        switch treatment {
        case .plain:
            return Self.write(bytes[...], to: client)
        case .sliced:
            return bytes.indices.allSatisfy { Self.write(bytes[$0...$0], to: client) }
        case .late(let milliseconds):
            late.append((Date(timeIntervalSinceNow: Double(milliseconds) / 1_000), bytes[...]))
            return true
        case .throttled(let rate):
            var start = max(Date(), late.last?.due ?? Date())
            for piece in stride(from: 0, to: bytes.count, by: 64) {
                let end = min(piece + 64, bytes.count)
                start += Double(end - piece) / Double(rate)
                late.append((start, bytes[piece..<end]))
            }
            return true
        case .swallowed, .reset:
            return true
        }
    }

    /// Sends what is due of the late bytes; all of them once the path is plain again.
    private func deliver(_ late: inout [(due: Date, bytes: ArraySlice<UInt8>)], to client: Int32) -> Bool {
        let isPlain = treatment == .plain
        while let first = late.first, isPlain || first.due <= Date() {
            guard Self.write(first.bytes, to: client) else { return false }
            late.removeFirst()
        }
        return true
    }

    // MARK: - Sockets

    private static func listen() throws(LoopbackError) -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening =
            unsafe withLoopbackAddress(port: 0) { unsafe bind(descriptor, $0, $1) } == 0
            && Glibc.listen(descriptor, 16) == 0
        let isNamed = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        guard isListening, isNamed == 0 else { throw LoopbackError("listen", errno) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func isReadable(_ descriptors: [Int32], milliseconds: Int32 = 50) -> Bool {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return unsafe poll(&entries, nfds_t(entries.count), milliseconds) > 0
    }

    /// What has come; nil at the end of the connection.
    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var batch = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe batch.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        return count > 0 ? Array(batch[..<count]) : nil
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func resetAtEnd(_ descriptor: Int32) {
        var setting = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &setting, socklen_t(MemoryLayout<linger>.size))
    }
}
