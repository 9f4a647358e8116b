import Books
import Venues

@testable import Simulator

/// A client that follows "How to manage a local order book correctly" to the letter.
struct NaiveBinanceClient {
    private(set) var book: NaiveBook
    /// The identifier of the last change applied; `nil` before the snapshot.
    private(set) var lastID: Int64?
    private var buffer: [JSONValue] = []

    init(_ instrument: ExchangeInstrument) {
        book = NaiveBook(instrument)
    }

    /// Why the client would begin again.
    enum Fault: Error {
        /// A message without a member that it must have.
        case shape(String)
        /// Step 3: the snapshot is older than the first buffered event.
        case staleSnapshot
        /// Step 6: an event is missing.
        case gap
    }

    /// A depth event came.
    mutating func receive(_ event: String) throws {
        try receive(event: try JSONValue(text: event))
    }

    /// A depth event came, unwrapped from its stream.
    mutating func receive(event: JSONValue) throws {
        guard lastID != nil else {
            buffer.append(event)
            return
        }
        try apply(event)
    }

    /// The snapshot came.
    mutating func receive(snapshot text: String) throws {
        let snapshot = try JSONValue(text: text)
        guard let identifier = snapshot["lastUpdateId"]?.integer else { throw Fault.shape(text) }
        if let first = buffer.first {
            let firstID = try number("U", first)
            // A first event that begins right behind the snapshot leaves nothing out.
            guard identifier + 1 >= firstID else { throw Fault.staleSnapshot }
        }
        try apply(snapshot["bids"], .bid)
        try apply(snapshot["asks"], .ask)
        lastID = identifier
        for event in buffer { try apply(event) }
        buffer = []
    }

    private mutating func apply(_ event: JSONValue) throws {
        guard let lastID else { return }
        let (first, last) = (try number("U", event), try number("u", event))
        if last <= lastID { return }
        guard first <= lastID + 1 else { throw Fault.gap }
        try apply(event["b"], .bid)
        try apply(event["a"], .ask)
        self.lastID = last
    }

    private mutating func apply(_ levels: JSONValue?, _ side: Side) throws {
        guard let levels = levels?.array else { throw Fault.shape("levels") }
        for level in levels {
            guard let pair = level.array, pair.count == 2, let price = pair[0].string, let quantity = pair[1].string
            else { throw Fault.shape("level") }
            try book.apply(side, price: price, quantity: quantity)
        }
    }

    private func number(_ name: String, _ event: JSONValue) throws -> Int64 {
        guard let value = event[name]?.integer else { throw Fault.shape(name) }
        return value
    }
}
