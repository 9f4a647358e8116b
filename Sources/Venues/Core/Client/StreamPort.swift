public import Books

/// A thread's door to the network: one stream of bytes at a time, opened, read and written by one thread.
///
/// The only blocking calls are ``open(_:timeout:)`` and ``wait(until:)``; both return early when the wake
/// descriptor given at creation becomes readable. Implemented by Transport over TLS and by tests over memory.
public protocol StreamPort: AnyObject {
    /// Opens the stream: name lookup, TCP, TLS with certificate and host name verified. Blocks, at most `timeout`.
    func open(_ endpoint: Endpoint, timeout: TimeSpan) throws(TransportError)

    /// Queues `bytes` and writes as much of the queue as the socket takes now. The rest goes out from ``wait(until:)``.
    func send(_ bytes: borrowing [UInt8]) throws(TransportError)

    /// Appends what has arrived to `buffer`, until nothing is left or a bounded batch is full. Never blocks.
    func receive(into buffer: inout [UInt8]) throws(TransportError) -> ReceiveResult

    /// Waits until there may be something to read, until the wake descriptor is readable (which is then cleared),
    /// or until `deadline`; without an open stream, only for the last two. Writes queued bytes meanwhile.
    func wait(until deadline: MonotonicTime?) throws(TransportError) -> WaitResult

    /// Closes the stream if one is open. The port can be opened again.
    func close()
}

/// What a read brought.
public enum ReceiveResult: Sendable, Equatable {
    /// That many bytes were appended, and nothing more is there now.
    case drained(Int)
    /// That many bytes were appended, and more may be there: read again before waiting.
    case more(Int)
    /// The peer has closed its side; the bytes before that were appended.
    case closed
}

/// Why a wait ended.
public enum WaitResult: Sendable, Equatable {
    /// The stream may have something to read.
    case readable
    /// Somebody woke the thread.
    case woken
    /// The deadline has come.
    case deadline
}
