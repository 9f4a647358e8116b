import Books
import TestKit
import Testing
import Threads
import Transport
import Venues

@Suite("Bytes over a stream")
struct StreamEchoTests {
    @Test("Every byte of thousands of messages comes back", arguments: [true, false])
    func everyByteComesBack(isSecure: Bool) async throws {
        let seed = UInt64.random(in: 0 ... .max)
        let exchange = try Exchange(secure: isSecure, serve: Handlers.echo)
        let difference = try await onThread {
            var numbers = SplitMix64(seed: seed)
            let port = try exchange.connect()
            var expected: [UInt8] = []
            var got: [UInt8] = []
            for index in 0..<2_000 {
                let message = Self.message(index, &numbers)
                expected += message
                try port.send(message)
                while expected.count - got.count > 200_000 { got += try port.receive(count: 1) }
            }
            got += try port.receive(count: expected.count - got.count)
            return got == expected ? nil : zip(got, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? got.count
        }
        #expect(difference == nil, "seed \(seed): the bytes differ at \(difference ?? 0)")
        exchange.server.stop()
    }

    @Test("What the socket does not take at once goes out while waiting")
    func queuedBytesGoOut() async throws {
        let gate = WakeDescriptor()
        let exchange = try Exchange { connection in
            _ = gate.waits()
            Handlers.echo(connection)
        }
        let sent = try await onThread {
            let port = try exchange.connect()
            let block = [UInt8](repeating: 7, count: 1 << 16)
            var total = 0
            // Until the socket takes no more and half of our own queue is full.
            let error = failure { () throws(TransportError) in
                while true {
                    try port.send(block)
                    total += block.count
                }
            }
            #expect(error?.step == .broken)
            gate.wake()
            let back = try port.receive(count: total)
            #expect(back.allSatisfy { $0 == 7 })
            return (total, back.count)
        }
        #expect(sent.0 == sent.1)
        exchange.server.stop()
    }

    @Test("One read takes a bounded batch and says that there is more")
    func readsAreBounded() async throws {
        let isSent = WakeDescriptor()
        var limits = ServerLimits()
        limits.queuedBytes = 8 << 20
        let exchange = try Exchange(limits: limits) { connection in
            Handlers.serve(connection) { _ in
                try connection.send([UInt8](repeating: 1, count: 4 << 20))
                isSent.wake()
            }
        }
        let (largest, capacity, sawMore) = try await onThread {
            let port = try exchange.connect()
            try port.send([1])
            // The socket holds as much as it can before the first read.
            #expect(isSent.waits())
            var (largest, capacity, total, sawMore) = (0, 0, 0, false)
            var buffer: [UInt8] = []
            while total < 4 << 20 {
                buffer.removeAll(keepingCapacity: true)
                if case .more = try port.receive(into: &buffer) {
                    sawMore = true
                    // Bytes that TLS holds already are announced although the deadline has passed.
                    #expect(try port.wait(until: MonotonicTime(nanoseconds: 0)) == .readable)
                } else {
                    _ = try port.wait(until: inMilliseconds(10_000))
                }
                largest = max(largest, buffer.count)
                capacity = max(capacity, buffer.capacity)
                total += buffer.count
            }
            return (largest, capacity, sawMore)
        }
        #expect(sawMore)
        #expect(largest < (256 + 16) << 10)
        #expect(capacity < 1 << 20)
        exchange.server.stop()
    }

    @Test("An open stream tells how long its steps took and who the peer is; a closed one forgets it")
    func timingsAreTold() async throws {
        let exchange = try Exchange(serve: Handlers.echo)
        let (timings, address, after) = try await onThread {
            let port = try exchange.connect()
            let told = (port.timings, port.peerAddress)
            port.close()
            return (told.0, told.1, port.timings)
        }
        #expect(address == "127.0.0.1")
        let opened = try #require(timings)
        #expect(opened.handshake > .zero && opened.handshake < .seconds(10))
        #expect(opened.connect >= .zero && opened.nameLookup >= .zero)
        #expect(after == nil)
        exchange.server.stop()
    }

    @Test("After a close the port opens again, also to another server")
    func portsOpenAgain() async throws {
        let exchanges = [try Exchange(serve: Handlers.echo), try Exchange(secure: false, serve: Handlers.echo)]
        try await onThread {
            let wake = WakeDescriptor()
            // Plain text needs no authority, so the first one's serves for both.
            let port = CurlStreamPort(wake: wake, trust: exchanges[0].trust)
            for round in 0..<6 {
                try port.open(try exchanges[round % 2].endpoint(), timeout: .seconds(10))
                try port.send([UInt8(round)])
                #expect(try port.receive(count: 1) == [UInt8(round)])
                if round.isMultiple(of: 3) { port.close() }
            }
        }
        #expect(exchanges.map(\.server.acceptedConnections) == [3, 3])
        for exchange in exchanges { exchange.server.stop() }
    }

    @Test("Without a stream nothing can be sent or received")
    func closedPortsRefuse() {
        let wake = WakeDescriptor()
        let port = CurlStreamPort(wake: wake, trust: .system)
        expect(failure { () throws(TransportError) in try port.send([1]) }, at: .misuse, saying: ["open one"])
        var buffer: [UInt8] = []
        expect(
            failure { () throws(TransportError) in _ = try port.receive(into: &buffer) },
            at: .misuse,
            saying: ["open"]
        )
    }

    /// Mostly small messages, some around the size of a TLS record, few large ones.
    private static func message(_ index: Int, _ numbers: inout SplitMix64) -> [UInt8] {
        let size =
            switch index % 50 {
            case 0: Int.random(in: 16_380...16_390, using: &numbers)
            case 1: Int.random(in: 1...100_000, using: &numbers)
            default: Int.random(in: 1...1_500, using: &numbers)
            }
        let start = UInt8.random(in: 0 ... .max, using: &numbers)
        return (0..<size).map { start &+ UInt8(truncatingIfNeeded: $0 &* 31) }
    }
}
