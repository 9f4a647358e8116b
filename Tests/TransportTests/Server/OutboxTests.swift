import Books
import Synchronization
import TestKit
import Testing
import Threads
import Transport
import Venues

@Suite("Bytes that other threads leave for a client")
struct OutboxTests {
    /// Where the handler leaves its connection's outbox for the test.
    private final class Door: Sendable {
        private let outbox = Mutex<Outbox?>(nil)
        private let isOpen = WakeDescriptor()

        func open(_ outbox: Outbox) {
            self.outbox.withLock { $0 = outbox }
            isOpen.wake()
        }

        func outboxOfClient() throws -> Outbox {
            try #require(isOpen.waits())
            return try #require(outbox.withLock { $0 })
        }
    }

    @Test("Pushes of many threads arrive whole, and each thread's in order", arguments: [true, false])
    func pushesStayWhole(isSecure: Bool) async throws {
        let door = Door()
        let exchange = try Exchange(secure: isSecure) { connection in
            door.open(connection.outbox)
            Handlers.silence(connection)
        }
        let (threads, pushes) = (4, 500)
        try await onThread {
            let port = try exchange.connect()
            let outbox = try door.outboxOfClient()
            for thread in 0..<threads {
                DedicatedThread.start("pusher") {
                    for number in 0..<pushes { outbox.push(Self.frame(thread, number)) }
                }
            }
            let bytes = try port.receive(count: (0..<pushes).map { Self.frame(0, $0).count }.reduce(0, +) * threads)
            var next = [Int](repeating: 0, count: threads)
            var rest = bytes[...]
            while let thread = rest.first.map(Int.init), next.indices.contains(thread) {
                let frame = Self.frame(thread, next[thread])
                guard rest.starts(with: frame) else { break }
                next[thread] += 1
                rest = rest.dropFirst(frame.count)
            }
            #expect(rest.isEmpty && next == [Int](repeating: pushes, count: threads))
        }
        exchange.server.stop()
    }

    @Test("What the connection itself sends comes after what was pushed before")
    func ownSendsComeAfter() async throws {
        let exchange = try Exchange { connection in
            Handlers.serve(connection) { bytes in
                connection.outbox.push([1, 2])
                try connection.send([3, 4] + bytes)
                connection.outbox.push([5, 6])
            }
        }
        let bytes = try await onThread {
            let port = try exchange.connect()
            try port.send([0])
            return try port.receive(count: 7)
        }
        #expect(bytes == [1, 2, 3, 4, 0, 5, 6])
        exchange.server.stop()
    }

    @Test("A client that reads too slowly loses its connection, nobody waits for it")
    func slowClient() async throws {
        let door = Door()
        let errors = Mutex<[TransportError?]>([])
        let exchange = try Exchange { connection in
            door.open(connection.outbox)
            let error = failure { () throws(TransportError) in
                while true {
                    var nothing: [UInt8] = []
                    if try connection.wait(until: nil) == .readable { _ = try connection.receive(into: &nothing) }
                }
            }
            errors.withLock { $0.append(error) }
        }
        try await onThread {
            let port = try exchange.connect()
            let outbox = try door.outboxOfClient()
            let block = [UInt8](repeating: 1, count: 100_000)
            var pushed = 0
            while pushed < 1 << 28, outbox.push(block) { pushed += block.count }
            #expect(pushed >= 10 * block.count && pushed < 1 << 28)
            #expect(!outbox.push([1]), "the end is final")
            #expect(eventually { errors.withLock { $0.count } == 1 })
            // What was under way is lost: a part of a stream must not look like the whole.
            let error = failure { () throws(TransportError) in
                var buffer: [UInt8] = []
                while try port.receive(into: &buffer) != .closed { _ = try port.wait(until: inMilliseconds(10_000)) }
            }
            #expect(error?.step == .broken)
        }
        expect(errors.withLock { $0.first } ?? nil, at: .broken, saying: ["reads too slowly"])
        exchange.server.stop()
    }

    @Test("After the end nothing is taken any more")
    func closedOutbox() async throws {
        let door = Door()
        let exchange = try Exchange { connection in door.open(connection.outbox) }
        try await onThread {
            let port = try exchange.connect()
            #expect(try port.receive(count: 1) == [])
            let outbox = try door.outboxOfClient()
            #expect(eventually { !outbox.push([1]) })
        }
        exchange.server.stop()
    }

    @Test("A wake without bytes ends the connection's wait")
    func wakeWithoutBytes() async throws {
        let door = Door()
        let wasWoken = WakeDescriptor()
        let exchange = try Exchange { connection in
            door.open(connection.outbox)
            _ = failure { () throws(TransportError) in
                while try connection.wait(until: nil) == .readable {
                    var nothing: [UInt8] = []
                    _ = try connection.receive(into: &nothing)
                }
                wasWoken.wake()
            }
        }
        try await onThread {
            let port = try exchange.connect()
            try door.outboxOfClient().wakeConnection()
            #expect(wasWoken.waits())
            port.close()
        }
        exchange.server.stop()
    }

    /// A frame that tells its thread and its number, of a length of its own.
    private static func frame(_ thread: Int, _ number: Int) -> [UInt8] {
        [UInt8(thread), UInt8(number >> 8), UInt8(number & 0xFF)]
            + [UInt8](repeating: UInt8(number & 0xFF), count: number * 7 % 900)
    }
}
