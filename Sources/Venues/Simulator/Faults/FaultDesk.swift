import Books

/// Which faults are on at an exchange, whom they meet, and what they have held back.
///
/// It decides and keeps count; ``FaultyExchange`` asks it at every step. Without faults a step costs it a look.
struct FaultDesk: Sendable {
    /// What is on, and what acted.
    private(set) var report = FaultReport()
    /// Counts the changes of ``report``.
    private(set) var revision = 0
    /// The market while it stands still.
    var market = MarketHold()
    /// The market while it has another form than recorded.
    var shape = MarketShape()
    /// What is under way to clients that get it late.
    var late = LateEffects()
    /// Who has been told of the end, and when it comes.
    var leaving: [Farewell] = []

    /// The open WebSockets, the oldest first.
    private(set) var clients: [ConnectionID] = []
    private(set) var muted: [ConnectionID] = []
    private var swapped: [HeldFrame] = []
    private var forms = 0

    /// A connection whose end has been announced.
    struct Farewell: Sendable {
        /// Whose.
        let client: ConnectionID
        /// When it ends.
        let time: MonotonicTime
    }

    private struct HeldFrame: Sendable {
        let client: ConnectionID
        let frame: [UInt8]
    }

    /// Whether effects go out as they are.
    var isIdle: Bool { report.active.isEmpty && muted.isEmpty && late.isEmpty && leaving.isEmpty }

    /// When something ends or goes out.
    var deadline: MonotonicTime? {
        let times = report.active.compactMap(\.end) + leaving.map(\.time) + [late.due].compactMap(\.self)
        return times.min()
    }

    // MARK: - On and off

    /// Switches a fault on, in the place of one with its name.
    mutating func begin(_ order: FaultOrder, at now: MonotonicTime) {
        report.active.removeAll { $0.kind == order.fault.kind }
        report.active.append(ActiveFault(order, at: now))
        revision += 1
    }

    /// Switches off what `isOver` and gives it.
    mutating func end(_ isOver: (ActiveFault) -> Bool) -> [ActiveFault] {
        let ended = report.active.filter(isOver)
        guard !ended.isEmpty else { return [] }
        report.active.removeAll(where: isOver)
        revision += 1
        return ended
    }

    /// The fault with this name, if it is on.
    subscript(kind: FaultKind) -> ActiveFault? {
        report.active.first { $0.kind == kind }
    }

    /// Takes an occasion for a fault to act, counts it, and gives the fault; nil if it is not on.
    mutating func take(_ kind: FaultKind) -> ActiveFault? {
        guard let index = report.active.firstIndex(where: { $0.kind == kind }) else { return nil }
        report.active[index].injected += 1
        report.count(kind)
        revision += 1
        let fault = report.active[index]
        if let left = fault.left {
            if left > 1 { report.active[index].left = left - 1 } else { report.active.remove(at: index) }
        }
        return fault
    }

    // MARK: - Connections

    /// A WebSocket is open.
    mutating func open(_ client: ConnectionID) {
        clients.append(client)
        report.connections = clients.count
        revision += 1
    }

    /// A connection is gone.
    mutating func forget(_ client: ConnectionID) {
        guard let index = clients.firstIndex(of: client) else { return }
        clients.remove(at: index)
        muted.removeAll { $0 == client }
        swapped.removeAll { $0.client == client }
        leaving.removeAll { $0.client == client }
        report.connections = clients.count
        revision += 1
    }

    /// Nothing is sent over a connection any more.
    mutating func mute(_ client: ConnectionID) {
        if !muted.contains(client) { muted.append(client) }
    }

    /// Whether a scope means a connection.
    func covers(_ scope: FaultScope, _ client: ConnectionID) -> Bool {
        switch scope {
        case .all: true
        case .oldest: clients.first == client
        case .newest: clients.last == client
        }
    }

    /// The connections that a fault with this name would meet: those in its scope that still hear something.
    func targets(of kind: FaultKind) -> [ConnectionID] {
        guard let scope = self[kind]?.order.scope else { return [] }
        return clients.filter { client in
            covers(scope, client) && !muted.contains(client) && !leaving.contains { $0.client == client }
        }
    }

    // MARK: - Book messages

    /// What happens to the book message that goes out next, to all who are meant.
    mutating func tampering() -> BookTampering {
        for kind in [FaultKind.gap, .halfFrame, .oversized, .corrupt, .reorder, .duplicate] {
            guard let taken = take(kind) else { continue }
            return BookTampering(scope: taken.order.scope, act: act(of: taken.order.fault))
        }
        return .none
    }

    private mutating func act(of fault: Fault) -> BookTampering.Act {
        switch fault {
        case .gap: return .leaveOut
        case .halfFrame: return .breakOff
        case .oversized(let bytes): return .inflate(bytes)
        case .reorder: return .swap
        case .duplicate: return .double
        case .corrupt(let form):
            defer { forms += 1 }
            return .damage(form ?? CorruptForm.allCases[forms % CorruptForm.allCases.count])
        case .refuse, .slowTLS, .close, .reset, .halfOpen, .checksum, .wrongTop, .crossed, .staleSnapshot,
            .snapshotError, .rateLimit, .ban, .maintenance, .shutdown, .skew, .burst, .delay, .quiet,
            .apart, .emptySide, .loseAnswer, .answerDelay, .duplicateAnswer, .dropRequest, .cutBefore, .cutAfter,
            .orderDelay, .orderTimeout, .orderFailure, .reject, .orderLimit, .firewall, .queryLag, .eventGap,
            .eventDuplicate,
            .eventReorder, .eventSilence, .tokenExpiry, .keyRevoked, .restart:
            return .pass
        }
    }

    /// Sends a book message to a client, as far as the tampering leaves it.
    mutating func deliver(
        _ frame: [UInt8],
        to client: ConnectionID,
        _ tampering: BookTampering,
        into effects: inout [ExchangeEffect]
    ) {
        switch covers(tampering.scope, client) ? tampering.act : .pass {
        case .pass:
            effects.append(.text(client, frame))
        case .leaveOut:
            break
        case .double:
            effects.append(.text(client, frame))
            effects.append(.text(client, frame))
        case .swap:
            swapped.append(HeldFrame(client: client, frame: frame))
            return
        case .breakOff:
            effects.append(.partial(client, Array(frame.prefix(frame.count / 2)), of: frame.count))
            effects.append(.drop(client))
        case .inflate(let length):
            effects.append(.partial(client, Array(frame.prefix(4_096)), of: max(length, frame.count)))
            effects.append(.mute(client))
        case .damage(let form):
            effects.append(.text(client, form.damaged(frame)))
        }
        for held in swapped where held.client == client { effects.append(.text(client, held.frame)) }
        swapped.removeAll { $0.client == client }
    }
}
