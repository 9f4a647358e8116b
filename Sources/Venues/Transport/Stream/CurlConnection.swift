import Books
import CCurl
import Venues

/// One open connection of a ``CurlStreamPort``; it is closed when this object goes.
///
/// libcurl looks up, connects, negotiates TLS and verifies, then leaves the connection to us (CONNECT_ONLY).
final class CurlConnection {
    /// Where it leads.
    let endpoint: Endpoint
    /// The socket, for polling alone.
    let socket: Int32
    private let easy: CurlEasy
    private let multi: SharedMulti
    private let attempt: CurlAttempt
    private var queue: ByteQueue
    /// Whether a read has to come before the next wait: TLS may hold bytes that the socket no longer shows.
    private(set) var mayHoldBytes = true

    /// A TLS record holds at most this much; libcurl hands out one at a time.
    private static let recordSize = 16_384

    /// Takes over a handle that has connected within `multi`.
    init(
        _ easy: consuming CurlEasy,
        in multi: SharedMulti,
        socket: Int32,
        attempt: CurlAttempt,
        queueLimit: Int
    ) {
        self.easy = easy
        self.multi = multi
        self.socket = socket
        self.attempt = attempt
        endpoint = attempt.endpoint
        queue = ByteQueue(capacity: queueLimit)
    }

    deinit {
        multi.handle.remove(easy)
    }

    /// Whether bytes wait for the socket.
    var hasQueuedBytes: Bool { !queue.isEmpty }

    /// How the connection came about.
    var timings: ConnectionTimings {
        let lookup = easy.offset(CURLINFO_NAMELOOKUP_TIME_T)
        let connect = max(lookup, easy.offset(CURLINFO_CONNECT_TIME_T))
        let handshake = max(connect, easy.offset(CURLINFO_APPCONNECT_TIME_T))
        return ConnectionTimings(
            nameLookup: TimeSpan(nanoseconds: lookup * 1_000),
            connect: TimeSpan(nanoseconds: (connect - lookup) * 1_000),
            handshake: TimeSpan(nanoseconds: (handshake - connect) * 1_000)
        )
    }

    /// The peer's address.
    var peerAddress: String? { easy.text(CURLINFO_PRIMARY_IP) }

    /// What the peer showed of itself in TLS.
    var peerCertificate: PeerCertificate? { PeerCertificate(easy) }

    /// Queues `bytes`, all or none, and writes what the socket takes.
    func send(_ bytes: borrowing [UInt8]) throws(TransportError) {
        guard bytes.count <= queue.space else {
            throw TransportError(
                .broken,
                "\(endpoint.authority) takes nothing any more, \(queue.count) bytes wait for it: open the connection again."
            )
        }
        _ = queue.append(bytes)
        try flush()
    }

    /// Writes what the socket takes of the queue.
    func flush() throws(TransportError) {
        while !queue.isEmpty {
            var code = CURLE_OK
            unsafe queue.drain(upTo: Self.recordSize) { bytes in
                var sent = 0
                code = unsafe curl_easy_send(easy.handle, bytes.baseAddress, bytes.count, &sent)
                return code == CURLE_OK ? sent : 0
            }
            if code == CURLE_AGAIN { return }
            guard code == CURLE_OK else { throw attempt.error(code, easy) }
        }
    }

    /// Appends what has arrived, about `batch` bytes at most.
    func receive(into buffer: inout [UInt8], batch: Int) throws(TransportError) -> ReceiveResult {
        let start = buffer.count
        while buffer.count - start < batch {
            var code = CURLE_OK
            var received = 0
            buffer.append(addingCapacity: Self.recordSize) { space in
                unsafe space.withUnsafeMutableBufferPointer { free, count in
                    code = unsafe curl_easy_recv(easy.handle, free.baseAddress, free.count, &received)
                    if code == CURLE_OK { count += received }
                }
            }
            if code == CURLE_AGAIN {
                mayHoldBytes = false
                return .drained(buffer.count - start)
            }
            guard code == CURLE_OK else { throw attempt.error(code, easy) }
            if received == 0 { return .closed }
        }
        return .more(buffer.count - start)
    }

    /// Notes that the socket has shown something to read.
    func noteReadable() {
        mayHoldBytes = true
    }
}
