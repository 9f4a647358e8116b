import Books
import Strategy
public import Venues

/// Carries what execution wants to the journal, the last gate and the execution clients.
///
/// The order of things is the promise: an intent is committed to the journal before a client hears of the order, and a
/// latch is closed before the cancellations go out.
public final class OrderDispatcher: Sendable {
    private let clients: [any ExecutionClient]
    private let gate: OrderGate

    /// A dispatcher to the clients, by slot, behind `gate`.
    public init(clients: [any ExecutionClient], gate: OrderGate) {
        self.clients = clients
        self.gate = gate
    }

    /// Carries an effect out, as far as it is about orders.
    func perform(_ effect: TraderEffect) {
        switch effect {
        case .execution(.submit(let request)): send(.submit(request), to: request.venue)
        case .execution(.cancel(let question)): send(.cancel(question), to: question.venue)
        case .execution(.query(let question)): send(.query(question), to: question.venue)
        case .execution(.fetchTrades(let question)): send(.fetchTrades(question), to: question.venue)
        case .command(let venue, let command): send(command, to: venue)
        case .gate(let venue, let isOpen): gate.set(isOpen, for: venue)
        case .latch(let latch, let isClosed):
            if isClosed { gate.close(OrderGate.Latch(latch)) } else { gate.release(OrderGate.Latch(latch)) }
        default: break
        }
    }

    private func send(_ command: OrderCommand, to venue: VenueID) {
        clients[venue.slot].send(command)
    }
}

extension OrderGate.Latch {
    /// The latch as the trader calls it.
    init(_ latch: GateLatch) {
        switch latch {
        case .kill: self = .kill
        case .hold: self = .hold
        }
    }
}
