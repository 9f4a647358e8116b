public import Books
import Synchronization
import Threads

/// Plays a script at running exchanges, on a thread of its own, until the script is over or it is stopped.
public final class FaultClock: Sendable {
    /// Hears of every order when it is given.
    public typealias Listener = @Sendable (ExchangeVenue, FaultOrder) -> Void

    private let isStopped = Mutex(false)
    private let wake = WakeDescriptor()

    /// Begins to play: the times of the script count from `start`.
    public init(
        _ script: FaultScript,
        at servers: [ExchangeServer],
        from start: MonotonicTime,
        tell: @escaping Listener = { _, _ in }
    ) {
        DedicatedThread.start("rung.faults") { [self] in play(script, servers, start, tell) }
    }

    /// Plays nothing more.
    public func stop() {
        isStopped.withLock { $0 = true }
        wake.wake()
    }

    private func play(
        _ script: FaultScript,
        _ servers: [ExchangeServer],
        _ start: MonotonicTime,
        _ tell: Listener
    ) {
        var players = servers.map { FaultPlayer(script, at: $0.venue) }
        while !isStopped.withLock({ $0 }), let due = players.compactMap(\.due).min() {
            guard start + due <= SteadyClock.now else {
                wake.wait(until: start + due)
                continue
            }
            for index in players.indices where players[index].due == due {
                guard let order = players[index].next() else { continue }
                servers[index].begin(order)
                tell(servers[index].venue, order)
            }
        }
    }
}
