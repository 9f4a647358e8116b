public import Books
public import Threads
public import Venues

/// The port to the real network: TCP and TLS by libcurl, for one thread.
///
/// The thread that uses it has SIGPIPE blocked from the first ``open(_:timeout:)`` on.
public final class CurlStreamPort: StreamPort {
    /// How long the steps of opening the present connection took.
    public private(set) var timings: ConnectionTimings?
    /// The address of the present peer, without the port.
    public private(set) var peerAddress: String?

    /// What the present peer showed of itself in TLS; nil without a connection and for plain text.
    public var peerCertificate: PeerCertificate? { connection?.peerCertificate }

    private let wake: WakeDescriptor
    private let trust: TrustAnchors
    private var multi: SharedMulti?
    private var connection: CurlConnection?

    /// How many bytes may wait for a socket that takes none.
    static let queueLimit = 1 << 20
    /// After how many bytes a read gives the thread back, so that it sees its wake descriptor again.
    static let batch = 256 << 10

    /// A port whose blocking calls end early when `wake` is readable; peers have to be vouched for by `trust`.
    ///
    /// It keeps `wake` alive: the number of a descriptor that was closed soon belongs to something else.
    public init(wake: WakeDescriptor, trust: TrustAnchors) {
        self.wake = wake
        self.trust = trust
    }

    public func open(_ endpoint: Endpoint, timeout: TimeSpan) throws(TransportError) {
        close()
        BrokenPipe.block()
        let multi = try sharedMulti()
        let connection = try Self.connect(
            CurlAttempt(endpoint: endpoint, timeout: timeout, trust: trust),
            in: multi,
            wake: wake.descriptor
        )
        timings = connection.timings
        peerAddress = connection.peerAddress
        self.connection = connection
    }

    public func send(_ bytes: borrowing [UInt8]) throws(TransportError) {
        try openConnection().send(bytes)
    }

    public func receive(into buffer: inout [UInt8]) throws(TransportError) -> ReceiveResult {
        try openConnection().receive(into: &buffer, batch: Self.batch)
    }

    public func wait(until deadline: MonotonicTime?) throws(TransportError) -> WaitResult {
        while true {
            // Bytes that TLS already holds do not show on the socket: look only at what else has happened.
            let isReadable = connection?.mayHoldBytes ?? false
            let readiness = Readiness.wait(
                socket: connection?.socket,
                wantsWriting: connection?.hasQueuedBytes ?? false,
                wake: wake.descriptor,
                until: isReadable ? MonotonicTime(nanoseconds: 0) : deadline
            )
            if readiness.isReadable { connection?.noteReadable() }
            if readiness.isWritable { try connection?.flush() }
            if readiness.isWoken {
                wake.clear()
                return .woken
            }
            if isReadable || readiness.isReadable { return .readable }
            if !readiness.isWritable { return .deadline }
        }
    }

    public func close() {
        connection = nil
        timings = nil
        peerAddress = nil
    }

    /// Made at the first use and kept: it holds the machine's authorities, which take long to read.
    private func sharedMulti() throws(TransportError) -> SharedMulti {
        if let multi { return multi }
        let made = try SharedMulti()
        multi = made
        return made
    }

    private func openConnection() throws(TransportError) -> CurlConnection {
        guard let connection else {
            throw TransportError(.misuse, "No connection is open here: open one before sending or receiving.")
        }
        return connection
    }
}
