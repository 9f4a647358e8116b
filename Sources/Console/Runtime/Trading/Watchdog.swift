import Books
import Strategy
import Synchronization
import Threads

/// Closes the last gate when the trader stands still, whatever it is that holds it up.
///
/// A thread of its own looks four times a second when the trader last went round its loop. Three seconds without that are
/// fatal: the gate is closed at once, without asking the trader, and the trader is told to hold when it comes back. From
/// then on the sentinel hears nothing either, and cancels what stands.
public final class Watchdog: Sendable {
    private let gate: OrderGate
    private let mailbox: Mailbox
    private let sentinel: SentinelLine?
    private let lastBeat = Atomic<Int64>(SteadyClock.now.nanoseconds)
    private let lastLook = Atomic<Int64>(SteadyClock.now.nanoseconds)
    private let isStopped = Atomic(false)
    private let wake = WakeDescriptor()

    /// How often it looks.
    private static let pause = TimeSpan.milliseconds(250)
    /// After how long without a beat the gate is closed.
    static let fatal = TimeSpan.seconds(3)

    /// A watchdog over the trader that takes from `mailbox`; as long as that lives, `sentinel` hears of it.
    public init(gate: OrderGate, mailbox: Mailbox, sentinel: SentinelLine? = nil) {
        self.gate = gate
        self.sentinel = sentinel
        self.mailbox = mailbox
    }

    /// The trader went round; how long ago the watchdog last looked.
    func beat(at now: MonotonicTime) -> TimeSpan {
        lastBeat.store(now.nanoseconds, ordering: .relaxed)
        return now - MonotonicTime(nanoseconds: lastLook.load(ordering: .relaxed))
    }

    /// Watches until it is cancelled.
    public func run() async {
        await DedicatedThread.run("watchdog", stop: { self.stop() }) {
            while !self.isStopped.load(ordering: .acquiring) {
                self.look(at: SteadyClock.now)
                self.wake.wait(until: SteadyClock.now + Self.pause)
            }
        }
    }

    /// Looks once, and closes the gate if the trader has stood still for too long.
    ///
    /// It never opens it again: that is a person's word, which the trader carries out when it is back.
    func look(at now: MonotonicTime) {
        lastLook.store(now.nanoseconds, ordering: .relaxed)
        let age = now - MonotonicTime(nanoseconds: lastBeat.load(ordering: .relaxed))
        guard age >= Self.fatal else {
            sentinel?.beat(at: now)
            return
        }
        guard !gate.isClosed(.watchdog) else { return }
        mailbox.put(.holdBecause(.watchdog), closing: gate.closeAtOnce(.watchdog))
    }

    private func stop() {
        isStopped.store(true, ordering: .releasing)
        wake.wake()
    }
}
