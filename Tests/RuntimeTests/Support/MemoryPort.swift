import Books
import Glibc
import Threads
import Venues

/// A port whose stream goes to a ``MemoryVenue``.
final class MemoryPort: StreamPort {
    private let venue: MemoryVenue
    private let wake: WakeDescriptor
    private var isOpen = false
    /// How many bytes a read brings at most.
    private let batch: Int

    init(to venue: MemoryVenue, wake: WakeDescriptor, batch: Int = 1 << 16) {
        self.venue = venue
        self.wake = wake
        self.batch = batch
    }

    func open(_ endpoint: Endpoint, timeout: TimeSpan) throws(TransportError) {
        close()
        let deadline = SteadyClock.now + timeout
        switch venue.open() {
        case .accept:
            if poll(until: SteadyClock.now, arrivals: false).isWoken { throw Self.given(up: endpoint) }
            isOpen = true
        case .fail(let error):
            throw error
        case .hang:
            while SteadyClock.now < deadline {
                if poll(until: deadline, arrivals: false).isWoken { throw Self.given(up: endpoint) }
            }
            throw TransportError(.timeout, "\(endpoint.authority) did not answer in time.")
        }
    }

    private static func given(up endpoint: Endpoint) -> TransportError {
        TransportError(.cancelled, "Connecting to \(endpoint.authority) was given up.")
    }

    func send(_ bytes: borrowing [UInt8]) throws(TransportError) {
        guard isOpen else { throw TransportError(.misuse, "No stream is open.") }
        venue.take(copy bytes)
    }

    func receive(into buffer: inout [UInt8]) throws(TransportError) -> ReceiveResult {
        guard isOpen else { throw TransportError(.misuse, "No stream is open.") }
        guard let (bytes, hasMore) = venue.read(limit: batch) else { return .closed }
        buffer += bytes
        if venue.hasEnded { return .closed }
        return hasMore ? .more(bytes.count) : .drained(bytes.count)
    }

    func wait(until deadline: MonotonicTime?) throws(TransportError) -> WaitResult {
        while true {
            // Another connection's port may wait for the same venue: its wakes are not this one's to clear.
            if isOpen { venue.arrival.clear() }
            if isOpen, venue.isReadable {
                guard poll(until: SteadyClock.now, arrivals: false).isWoken else { return .readable }
                wake.clear()
                return .woken
            }
            let event = poll(until: deadline, arrivals: isOpen)
            if event.isWoken {
                wake.clear()
                return .woken
            }
            if !event.hasArrived { return .deadline }
        }
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        venue.end()
    }

    private func poll(until deadline: MonotonicTime?, arrivals: Bool) -> (isWoken: Bool, hasArrived: Bool) {
        var entries = [pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)]
        if arrivals { entries.append(pollfd(fd: venue.arrival.descriptor, events: Int16(POLLIN), revents: 0)) }
        let milliseconds = deadline.map {
            Int32(clamping: max(0, ($0 - SteadyClock.now).nanoseconds + 999_999) / 1_000_000)
        }
        _ = unsafe Glibc.poll(&entries, nfds_t(entries.count), milliseconds ?? -1)
        return (entries[0].revents != 0, arrivals && entries[1].revents != 0)
    }
}
