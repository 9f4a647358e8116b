import TestKit

/// A class of faults that a seed switches on or off.
enum SwarmFault: String, CaseIterable, Hashable {
    // Of orders and their answers, at an exchange.
    case loseAnswer, answerDelay, duplicateAnswer, dropRequest, cutBefore, cutAfter, orderDelay
    case timeoutPlaced, timeoutAbsent, failurePlaced, failureAbsent, reject, orderLimit, firewall, queryLag
    // Of what an account is told.
    case eventGap, eventDuplicate, eventReorder, eventSilence, tokenExpiry, restart, keyRevoked
    // Of an exchange as a whole.
    case rateLimit, ban, maintenance, skew, shutdown, quiet, delay
    // Of market data.
    case bookGap, bookDuplicate, bookReorder, corrupt, crossed, checksum, wrongTop, snapshotError
    // Of the network.
    case reset, halfOpen, refuse, stall, cutSend, loseRequest, loseReply
    // Of the console and its machine.
    case journalFull, journalError, crash, powerLoss, clockStep, traderStall
    // Of the person.
    case holdKey, killKey, venueGate, strategySwitch, cancelKey, reconnectKey, reduceKey, limitKey

    /// Whether it strikes single orders: often, or it would strike none.
    var isOfOrders: Bool {
        switch self {
        case .loseAnswer, .duplicateAnswer, .dropRequest, .cutBefore, .cutAfter, .timeoutPlaced, .timeoutAbsent,
            .failurePlaced, .failureAbsent, .reject, .cutSend, .eventGap, .eventDuplicate, .eventReorder:
            true
        default: false
        }
    }
}

/// Which faults a seed switches on, and how often each strikes: once in so many ticks of a quarter of a second.
struct SwarmPlan: Hashable, CustomStringConvertible {
    /// The rates, by the place of the fault in its table; 0 is never.
    private(set) var rates: [Int] = Array(repeating: 0, count: SwarmFault.allCases.count)

    /// No faults.
    init() {}

    /// The faults of a seed: each class with probability one half, its rate drawn evenly among powers of two.
    init(_ generator: inout SplitMix64) {
        for (place, fault) in SwarmFault.allCases.enumerated() {
            let isOn = generator.oneIn(2)
            let rate = fault.isOfOrders ? 1 << generator.pick(3...8) : 1 << generator.pick(6...11)
            if isOn { rates[place] = rate }
        }
    }

    /// Once in how many ticks a fault strikes; 0 is never.
    subscript(fault: SwarmFault) -> Int {
        get { rates[Self.places[fault] ?? 0] }
        set { rates[Self.places[fault] ?? 0] = newValue }
    }

    /// The faults that are on, in the order of the table.
    var isOn: [SwarmFault] { SwarmFault.allCases.enumerated().filter { rates[$0.offset] > 0 }.map(\.element) }

    var description: String {
        isOn.map { "\($0.rawValue)=1/\(self[$0])" }.joined(separator: " ")
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: SwarmFault.allCases.enumerated().map { ($0.element, $0.offset) }
    )
}
