/// What happens to the private events of accounts on their way to the clients.
struct PrivateEvents: Sendable {
    private var held: [Held] = []

    private struct Held: Sendable {
        let client: ConnectionID
        let text: [UInt8]
    }

    /// Sends an event to those who are to have it, as far as faults leave it.
    mutating func send(
        _ event: [(client: ConnectionID, text: [UInt8])],
        _ faults: inout FaultDesk,
        into effects: inout [ExchangeEffect]
    ) {
        guard !event.isEmpty else { return }
        if faults.take(.eventSilence) != nil || faults.take(.eventGap) != nil { return }
        if faults.take(.eventReorder) != nil {
            held += event.map { Held(client: $0.client, text: $0.text) }
            return
        }
        let copies = faults.take(.eventDuplicate) == nil ? 1 : 2
        for (client, text) in event {
            for _ in 0..<copies { effects.append(.text(client, text)) }
            for late in held where late.client == client { effects.append(.text(client, late.text)) }
            held.removeAll { $0.client == client }
        }
    }

    /// Forgets what was held back for a connection that is gone.
    mutating func forget(_ client: ConnectionID) {
        held.removeAll { $0.client == client }
    }
}
