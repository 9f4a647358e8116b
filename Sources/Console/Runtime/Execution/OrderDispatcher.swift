import Books
public import Journal
public import Strategy
public import Venues

/// Carries what execution wants to the journal, the last gate and the execution clients.
///
/// The order of things is the promise: an intent is committed to the journal before a client hears of the order, and a
/// latch is closed before the cancellations go out. Cancellations and questions wait for nothing.
public final class OrderDispatcher: Sendable {
    private let clients: [any ExecutionClient]
    private let gate: OrderGate
    private let journal: JournalTask
    private let mailbox: Mailbox

    /// A dispatcher to the clients, by slot, behind `gate`; what cannot be sent is told to `mailbox`.
    public init(clients: [any ExecutionClient], gate: OrderGate, journal: JournalTask, mailbox: Mailbox) {
        self.clients = clients
        self.gate = gate
        self.journal = journal
        self.mailbox = mailbox
    }

    /// Carries an effect out at once, as far as it does not wait for the journal; `seen` is the number of the last closing
    /// of the gate that the trader knows of.
    func perform(_ effect: TraderEffect, seen: UInt64) {
        switch effect {
        case .execution(.cancel(let question)): clients[question.venue.slot].send(.cancel(question))
        case .execution(.query(let question)): clients[question.venue.slot].send(.query(question))
        case .execution(.fetchTrades(let question)): clients[question.venue.slot].send(.fetchTrades(question))
        case .command(let venue, let command): clients[venue.slot].send(command)
        case .gate(let venue, let isOpen): gate.set(isOpen, for: venue)
        case .latch(let latch, let isClosed):
            if isClosed { gate.close(OrderGate.Latch(latch)) } else { gate.release(OrderGate.Latch(latch), seen: seen) }
        default: break
        }
    }

    /// Writes a step down, and then lets its orders go; if it cannot be written they never leave.
    func commit(_ batch: JournalBatch, at now: MonotonicTime, wallTime: WallTime) {
        guard !batch.entries.isEmpty else { return }
        let submits = batch.submits
        guard !submits.isEmpty else {
            journal.append(batch.entries, at: now, wall: wallTime)
            return
        }
        journal.append(batch.entries, at: now, wall: wallTime) { [clients, mailbox] result in
            switch result {
            case .success:
                for request in submits { clients[request.venue.slot].send(.submit(request)) }
            case .failure:
                mailbox.put(submits.map { .evidence($0.venue, $0.id, .notStarted(.journal)) })
            }
        }
    }
}

extension OrderGate.Latch {
    /// The latch as the trader calls it.
    public init(_ latch: GateLatch) {
        switch latch {
        case .kill: self = .kill
        case .hold: self = .hold
        case .watchdog: self = .watchdog
        }
    }
}
