import Books

/// The life of one Binance stream connection.
///
/// WebSocket Streams, "General information": the server sends a ping frame every 20 seconds; a connection without the
/// pong for a minute is cut; the pong carries the ping's payload; pongs that were not asked for are allowed; a connection
/// lives for 24 hours.
struct BinanceKeepAlive: Sendable {
    private let end: MonotonicTime
    private var nextPing: MonotonicTime
    private var unanswered: [Ping] = []

    private struct Ping: Sendable {
        let payload: [UInt8]
        let time: MonotonicTime
    }

    /// What is to be done now.
    enum Action: Sendable, Equatable {
        /// Nothing.
        case wait
        /// Send this ping.
        case ping([UInt8])
        /// Close the connection, with this reason.
        case cut(String)
    }

    /// The life that begins with the handshake.
    init(openedAt time: MonotonicTime) {
        end = time + .seconds(24 * 3_600)
        nextPing = time + .seconds(20)
    }

    /// When ``act(at:)`` has something to do.
    var deadline: MonotonicTime {
        let cut = unanswered.first.map { $0.time + .seconds(60) } ?? end
        return min(nextPing, min(cut, end))
    }

    /// What is to be done now, once the deadline has come.
    mutating func act(at now: ExchangeMoment) -> Action {
        if now.steady >= end { return .cut("24 hours are over") }
        if let oldest = unanswered.first, now.steady >= oldest.time + .seconds(60) { return .cut("no pong") }
        guard now.steady >= nextPing else { return .wait }
        var payload = WireText(capacity: 16)
        payload.append(BinanceTimeUnit.milliseconds.count(now.wall))
        unanswered.append(Ping(payload: payload.bytes, time: now.steady))
        nextPing = now.steady + .seconds(20)
        return .ping(payload.bytes)
    }

    /// A pong has come: it answers the ping with its payload, and those before it.
    mutating func receivePong(_ payload: [UInt8]) {
        guard let index = unanswered.firstIndex(where: { $0.payload == payload }) else { return }
        unanswered.removeFirst(index + 1)
    }
}
