import Books
import Threads
import Venues

/// The one writer of a simulated exchange: it plays the market, answers clients and keeps time, on one thread.
struct ExchangeEngine: ~Copyable {
    private var exchange: any SimulatedExchange
    private var player: MarketPlayer
    private var clients = ConnectionTable<Client>()
    private let inbox: EngineInbox
    private let alarm: EngineAlarm
    private let door: EngineDoor
    private let board: FaultBoard
    private let desk: ReportDesk
    private var effects: [ExchangeEffect] = []
    private var output: [UInt8] = []
    /// Writes all frames but the last of each client: what a server sends does not depend on what it sent before.
    private var codec = WebSocketCodec(role: .server, maskSeed: 0)

    /// How many market messages may be played before the clients are heard again.
    private static let batch = 64

    private struct Client: Sendable {
        let peer: Peer
        /// What is to be sent if the upgrade that was asked for is granted.
        var acceptance: [UInt8] = []
        /// Whether the connection goes on after the answer to the present request.
        var keepsAlive = false
        /// Whether the upgrade was granted.
        var isWebSocket = false
        /// Whether nothing more is sent to it.
        var isMuted = false
    }

    /// An engine for an exchange whose market has been opened.
    init(
        _ exchange: any SimulatedExchange,
        _ player: MarketPlayer,
        inbox: EngineInbox,
        alarm: EngineAlarm,
        door: EngineDoor,
        board: FaultBoard,
        desk: ReportDesk
    ) {
        self.exchange = exchange
        self.player = player
        self.inbox = inbox
        self.alarm = alarm
        self.door = door
        self.board = board
        self.desk = desk
    }

    /// Runs until a stop is requested or the recording fails.
    mutating func run() throws(MarketError) {
        defer {
            endAll()
            desk.end(exchange.accountReport)
        }
        var letters: [EngineInbox.Letter] = []
        while !inbox.take(into: &letters) {
            for letter in letters { receive(letter.message, from: letter.sender) }
            letters.removeAll(keepingCapacity: true)
            for order in board.takeOrders() { give(order) }
            try play()
            if let deadline = exchange.deadline, deadline <= SteadyClock.now { give(.deadlineReached) }
            board.show(exchange.faultReport, revision: exchange.faultRevision)
            desk.answer(exchange.accountReport)
            door.retry()
            alarm.sleep(until: [exchange.deadline, door.deadline].compactMap(\.self).reduce(player.due, min))
        }
    }

    // MARK: - Inputs

    private var now: ExchangeMoment {
        ExchangeMoment(steady: SteadyClock.now, wall: SteadyClock.wallTime)
    }

    /// Plays what is due of the market, a batch at most.
    private mutating func play() throws(MarketError) {
        for _ in 0..<Self.batch where player.due <= SteadyClock.now {
            give(.market(try player.next()))
        }
    }

    private mutating func receive(_ message: PeerMessage, from sender: ConnectionID) {
        if case .opened(let peer) = message {
            clients.open(sender, Client(peer: peer))
            return
        }
        // A client that the exchange has ended may still have said something before it noticed.
        guard let place = clients.place(of: sender) else { return }
        switch message {
        case .opened:
            break
        case .request(let request, let keepsAlive):
            clients[place: place].keepsAlive = keepsAlive
            give(.request(sender, request))
        case .upgrade(let target, let acceptance):
            clients[place: place].acceptance = acceptance
            clients[place: place].keepsAlive = false
            give(.upgrade(sender, target: target))
        case .text(let bytes):
            give(.text(sender, bytes))
        case .ping(let payload):
            give(.ping(sender, payload))
        case .pong(let payload):
            give(.pong(sender, payload))
        case .ending(let code, let reason):
            // Who is not to hear anything hears no farewell either, and has to end the connection itself.
            guard !clients[place: place].isMuted else { return }
            end(sender, code: code, reason: reason)
            give(.closed(sender))
        case .gone:
            clients.close(at: place)
            give(.closed(sender))
        }
    }

    private mutating func give(_ input: ExchangeInput) {
        var new = effects
        effects = []
        exchange.handle(input, at: now, into: &new)
        for effect in new { perform(effect) }
        new.removeAll(keepingCapacity: true)
        effects = new
    }

    // MARK: - Effects

    private mutating func perform(_ effect: ExchangeEffect) {
        switch effect {
        case .accept(let client):
            guard let place = clients.place(of: client) else { return }
            let peer = clients[place: place].peer
            clients[place: place].isWebSocket = true
            output.append(contentsOf: clients[place: place].acceptance)
            flush(to: client)
            peer.decide(.upgraded)
        case .answer(let client, let answer):
            guard let place = clients.place(of: client) else { return }
            let peer = clients[place: place].peer
            answer.encode(keepsAlive: clients[place: place].keepsAlive, into: &output)
            flush(to: client)
            peer.decide(.answered)
        case .text(let client, let bytes):
            codec.encode(text: bytes, into: &output)
            flush(to: client)
        case .ping(let client, let payload):
            codec.encodePing(payload, into: &output)
            flush(to: client)
        case .pong(let client, let payload):
            codec.encodePong(payload, into: &output)
            flush(to: client)
        case .partial(let client, let bytes, let length):
            output.append(contentsOf: Self.head(ofText: length) + bytes)
            flush(to: client)
        case .close(let client, let code, let reason):
            end(client, code: code, reason: reason)
        case .drop(let client):
            end(client) { $0.end() }
        case .reset(let client):
            end(client) { $0.end(.reset) }
        case .mute(let client):
            if let place = clients.place(of: client) { clients[place: place].isMuted = true }
        case .door(let new):
            door.set(new)
        }
    }

    /// The head of a text frame that is a whole message of so many bytes (RFC 6455 section 5.2).
    private static func head(ofText length: Int) -> [UInt8] {
        let bytes = { (count: Int) in (0..<count).map { UInt8(truncatingIfNeeded: length >> (8 * (count - 1 - $0))) } }
        // The shortest form of the length has to be used.
        return switch length {
        case ..<126: [0x81] + bytes(1)
        case ..<65_536: [0x81, 126] + bytes(2)
        default: [0x81, 127] + bytes(8)
        }
    }

    /// Sends what has been written; a client that cannot take it is gone, and nobody waits for it.
    private mutating func flush(to client: ConnectionID) {
        defer { output.removeAll(keepingCapacity: true) }
        guard let place = clients.place(of: client), !clients[place: place].peer.send(output) else { return }
        clients.close(at: place)
        give(.closed(client))
    }

    /// Sends a close frame to a WebSocket and ends the connection.
    private mutating func end(_ client: ConnectionID, code: UInt16?, reason: String) {
        guard let place = clients.place(of: client) else { return }
        end(clients[place: place], code: code, reason: reason)
        clients.close(at: place)
    }

    /// Ends a connection without a word.
    private mutating func end(_ client: ConnectionID, _ how: (Peer) -> Void) {
        guard let place = clients.place(of: client) else { return }
        how(clients[place: place].peer)
        clients.close(at: place)
    }

    private func end(_ client: Client, code: UInt16?, reason: String) {
        if client.isWebSocket, !client.isMuted {
            var last = WebSocketCodec(role: .server, maskSeed: 0)
            var farewell: [UInt8] = []
            last.encodeClose(code: code, reason: reason, into: &farewell)
            // A client that takes no more bytes ends all the same.
            _ = client.peer.send(farewell)
        }
        client.peer.end()
    }

    private mutating func endAll() {
        for place in clients.indices {
            end(clients[place: place], code: WebSocketCloseCode.goingAway, reason: "the exchange stops")
        }
        clients.closeAll()
    }
}
