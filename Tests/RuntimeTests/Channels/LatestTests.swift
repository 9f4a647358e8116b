import Glibc
import Runtime
import Testing
import Threads

/// The cell that holds the newest value alone.
@Suite("The newest value")
struct LatestTests {
    private static func isReadable(_ wake: WakeDescriptor) -> Bool {
        var entry = pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, 0) == 1
    }

    @Test("The newest value wins, and is taken once")
    func newest() {
        let latest = Latest<Int>()
        #expect(latest.take() == nil)
        latest.put(1)
        latest.put(2)
        latest.put(3)
        #expect(latest.take() == 3)
        #expect(latest.take() == nil)
        latest.put(4)
        #expect(latest.take() == 4)
    }

    @Test("What was taken can still be looked at")
    func taken() {
        let latest = Latest<Int>()
        #expect(latest.newest == nil)
        latest.put(1)
        #expect(latest.newest == 1)
        #expect(latest.take() == 1)
        #expect(latest.newest == 1)
    }

    @Test("A burst of values wakes the reader once, and taking silences it")
    func wakes() {
        let latest = Latest<Int>()
        #expect(!Self.isReadable(latest.wake))
        for value in 0..<100 { latest.put(value) }
        #expect(Self.isReadable(latest.wake))
        latest.wake.clear()
        latest.put(100)
        #expect(!Self.isReadable(latest.wake))
        #expect(latest.take() == 100)
        latest.put(101)
        #expect(Self.isReadable(latest.wake))
        #expect(latest.take() == 101)
        #expect(!Self.isReadable(latest.wake))
    }

    @Test("A reader beside a writer sees values in order and always the last one")
    func threads() async throws {
        let latest = Latest<Int>()
        let count = 20_000
        DedicatedThread.start("writer") {
            for value in 1...count { latest.put(value) }
        }
        var last = 0
        try await eventually("the last value") {
            guard Self.isReadable(latest.wake), let value = latest.take() else { return false }
            #expect(value > last)
            last = value
            return last == count
        }
    }
}
