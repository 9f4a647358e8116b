import Books
import Venues

@testable import Simulator

/// Drives an exchange in virtual time and keeps what each client received.
struct Desk<Exchange: SimulatedExchange> {
    var exchange: Exchange
    private(set) var now = ExchangeMoment(
        steady: MonotonicTime(nanoseconds: 1_000_000_000_000),
        wall: WallTime(nanoseconds: 1_723_161_255_000_000_000)
    )
    private(set) var effects: [ExchangeEffect] = []
    private var connections: UInt64 = 0

    init(_ exchange: Exchange) {
        self.exchange = exchange
    }

    /// Gives the exchange one input and returns what it did.
    @discardableResult
    mutating func give(_ input: ExchangeInput) -> [ExchangeEffect] {
        var new: [ExchangeEffect] = []
        exchange.handle(input, at: now, into: &new)
        effects += new
        return new
    }

    /// Opens a WebSocket and returns the client.
    mutating func connect(_ target: String) -> ConnectionID {
        connections += 1
        let client = ConnectionID(number: connections)
        give(.upgrade(client, target: target))
        return client
    }

    /// Sends a text and returns the texts that the client got at once.
    @discardableResult
    mutating func send(_ text: String, from client: ConnectionID) -> [String] {
        texts(of: client, in: give(.text(client, Array(text.utf8))))
    }

    /// Asks for a resource and returns the answer.
    mutating func get(_ target: String, method: String = "GET", headers: [HTTPHeader] = []) -> HTTPAnswer? {
        connections += 1
        let client = ConnectionID(number: connections)
        let new = give(.request(client, ExchangeRequest(method: method, target: target, headers: headers)))
        guard case .answer(client, let answer) = new.last else { return nil }
        return answer
    }

    /// Lets time pass, with the exchange's deadlines at their times, and returns what it did.
    @discardableResult
    mutating func wait(_ span: TimeSpan) -> [ExchangeEffect] {
        let end = now.steady + span
        let start = effects.count
        while let deadline = exchange.deadline, deadline <= end {
            move(to: max(deadline, now.steady))
            give(.deadlineReached)
        }
        move(to: end)
        return Array(effects[start...])
    }

    /// The texts among effects that go to a client.
    func texts(of client: ConnectionID, in effects: [ExchangeEffect]) -> [String] {
        effects.compactMap { effect in
            guard case .text(client, let bytes) = effect else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private mutating func move(to time: MonotonicTime) {
        now.wall.nanoseconds += time.nanoseconds - now.steady.nanoseconds
        now.steady = time
    }
}

extension HTTPAnswer {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}
