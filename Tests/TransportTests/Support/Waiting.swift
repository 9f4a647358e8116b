import Books
import Threads
import Transport
import Venues

extension CurlStreamPort {
    /// Waits, without a stream, until its descriptor is woken; false if that does not happen in time.
    func waitsUntilWoken(milliseconds: Int64 = 10_000) -> Bool {
        let deadline = inMilliseconds(milliseconds)
        do {
            return try wait(until: deadline) == .woken
        } catch {
            return false
        }
    }
}

extension WakeDescriptor {
    /// Waits until it is woken, and clears it; false if that does not happen in time.
    func waits(milliseconds: Int64 = 10_000) -> Bool {
        CurlStreamPort(wake: self, trust: .system).waitsUntilWoken(milliseconds: milliseconds)
    }
}

/// Waits until `condition` holds; false if it does not within ten seconds.
func eventually(_ condition: () -> Bool) -> Bool {
    let deadline = inMilliseconds(10_000)
    let pause = WakeDescriptor()
    while !condition() {
        guard SteadyClock.now < deadline else { return false }
        _ = pause.waits(milliseconds: 1)
    }
    return true
}
