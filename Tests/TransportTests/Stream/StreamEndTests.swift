import Books
import Synchronization
import Testing
import Threads
import Transport
import Venues

@Suite("How a stream ends")
struct StreamEndTests {
    @Test("A server that closes in order loses no byte", arguments: [true, false])
    func orderlyEnd(isSecure: Bool) async throws {
        let exchange = try Exchange(secure: isSecure) { connection in
            // The handler returns with a queue full of bytes, and with bytes of the client that nobody reads.
            _ = failure { () throws(TransportError) in try connection.send([UInt8](repeating: 9, count: 1 << 20)) }
        }
        let (count, end) = try await onThread {
            let port = try exchange.connect()
            try port.send([1, 2, 3])
            let bytes = try port.receive(count: .max)
            var rest: [UInt8] = []
            return (bytes.count, try port.receive(into: &rest))
        }
        #expect(count == 1 << 20)
        #expect(end == .closed)
        exchange.server.stop()
    }

    @Test("A server that only ends its own side still hears the client", arguments: [true, false])
    func serverHalfClose(isSecure: Bool) async throws {
        let heard = Mutex<[UInt8]>([])
        let hasEnded = WakeDescriptor()
        let exchange = try Exchange(secure: isSecure) { connection in
            let error = failure { () throws(TransportError) in
                try connection.send([1])
                try connection.endSending()
            }
            #expect(error == nil)
            expect(
                failure { () throws(TransportError) in try connection.send([2]) },
                at: .misuse,
                saying: ["was ended already"]
            )
            Handlers.serve(connection) { bytes in heard.withLock { $0 += bytes } }
            hasEnded.wake()
        }
        try await onThread {
            let port = try exchange.connect()
            #expect(try port.receive(count: .max) == [1])
            try port.send([5, 6, 7])
            #expect(eventually { heard.withLock { $0 } == [5, 6, 7] })
            port.close()
        }
        #expect(hasEnded.waits())
        exchange.server.stop()
    }

    @Test("A client that ends its own side still gets the answer")
    func clientHalfClose() async throws {
        let exchange = try Exchange(secure: false) { connection in
            var question: [UInt8] = []
            Handlers.serve(connection) { question += $0 }
            _ = failure { () throws(TransportError) in try connection.send(question.reversed()) }
        }
        let port = exchange.server.port
        let answer = try await onThread {
            let client = try RawSocket.connected(to: port)
            try client.send([1, 2, 3])
            client.endSending()
            return client.receiveAll()
        }
        #expect(answer == [3, 2, 1])
        exchange.server.stop()
    }

    @Test("A reset by the server breaks the stream with a sentence, and writing on does not end the process")
    func serverReset() async throws {
        let exchange = try Exchange { connection in
            _ = failure { () throws(TransportError) in _ = try connection.wait(until: nil) }
            connection.abort()
        }
        let endpoint = try exchange.endpoint()
        let (error, late) = try await onThread {
            let port = try exchange.connect()
            let error = failure { () throws(TransportError) in
                try port.send([1])
                var buffer: [UInt8] = []
                while try port.receive(into: &buffer) != .closed { _ = try port.wait(until: inMilliseconds(10_000)) }
            }
            let late = failure { () throws(TransportError) in
                for _ in 0..<1_000 { try port.send([UInt8](repeating: 2, count: 4_096)) }
            }
            return (error, late)
        }
        expect(error, at: .broken, saying: [endpoint.authority, "has to be opened again"])
        expect(late, at: .broken, saying: [endpoint.authority])
        exchange.server.stop()
    }

    @Test("A reset by a client breaks its own connection alone")
    func clientReset() async throws {
        let errors = Mutex<[TransportError?]>([])
        let isReset = WakeDescriptor()
        let exchange = try Exchange(secure: false) { connection in
            guard isReset.waits() else { return }
            // Reading meets the reset, and writing afterwards the broken pipe.
            let reading = failure { () throws(TransportError) in
                var buffer: [UInt8] = []
                while try connection.receive(into: &buffer) != .closed { _ = try connection.wait(until: nil) }
            }
            let writing = failure { () throws(TransportError) in
                for _ in 0..<1_000 { try connection.send([UInt8](repeating: 2, count: 4_096)) }
            }
            errors.withLock { $0 += [reading, writing] }
        }
        let port = exchange.server.port
        try await onThread {
            do {
                let client = try RawSocket.connected(to: port)
                client.resetAtEnd()
            }
            isReset.wake()
            #expect(eventually { errors.withLock { $0.count } == 2 })
        }
        for error in errors.withLock({ $0 }) { expect(error, at: .broken, saying: ["connection to the client broke"]) }
        #expect(exchange.server.acceptedConnections == 1)
        exchange.server.stop()
    }

    @Test("A client that reads nothing breaks the stream at the limit of the queue")
    func silentServerFillsTheQueue() async throws {
        let exchange = try Exchange { connection in
            // Waits without ever reading, until the server stops.
            while failure(of: { () throws(TransportError) in _ = try connection.wait(until: inMilliseconds(10)) })
                == nil
            {}
        }
        let endpoint = try exchange.endpoint()
        let (error, sent) = try await onThread {
            let port = try exchange.connect()
            var sent = 0
            let error = failure { () throws(TransportError) in
                while sent < 1 << 28 {
                    try port.send([UInt8](repeating: 3, count: 50_000))
                    sent += 50_000
                }
            }
            return (error, sent)
        }
        expect(error, at: .broken, saying: [endpoint.authority, "bytes wait for it"])
        #expect(sent >= 1 << 20)
        exchange.server.stop()
    }
}
