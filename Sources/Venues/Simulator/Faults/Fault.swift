public import Books

/// What can be made to go wrong at a simulated exchange, with its parameter.
///
/// ``FaultTable`` says of each what it does, where, and how its parameter is written.
public enum Fault: Sendable, Hashable {
    /// Nobody is let in, and those inside are thrown out.
    case refuse
    /// TLS handshakes wait for so long.
    case slowTLS(TimeSpan)
    /// Connections are closed in order, with this code.
    case close(code: UInt16)
    /// Connections are reset.
    case reset
    /// Connections stay open, and nothing comes from them any more.
    case halfOpen
    /// A message breaks off in the middle, and the connection with it.
    case halfFrame
    /// A message of so many bytes is begun.
    case oversized(bytes: Int)
    /// Book messages are missing.
    case gap
    /// Book messages come twice.
    case duplicate
    /// Book messages change places.
    case reorder
    /// Book messages carry the checksum of another book.
    case checksum
    /// The stated best levels are not those of the book.
    case wrongTop
    /// A bid appears above the best ask.
    case crossed
    /// Book messages are damaged in this form; nil takes one form after the other.
    case corrupt(CorruptForm?)
    /// Snapshots are those of the moment at which the fault began.
    case staleSnapshot
    /// Snapshots are refused with this HTTP status, where there is one.
    case snapshotError(status: Int)
    /// Requests are refused; clients may come again after this time.
    case rateLimit(retryAfter: TimeSpan)
    /// Requests and connections are refused; clients may come again after this time.
    case ban(retryAfter: TimeSpan)
    /// The market is closed, or takes cancellations alone.
    case maintenance(MaintenanceMode)
    /// The end of all connections is announced so long before it comes.
    case shutdown(lead: TimeSpan)
    /// The exchange's clock is ahead by this; below zero it is behind.
    case skew(TimeSpan)
    /// Each change of the book is followed by so many more, this many in all.
    case burst(factor: Int)
    /// Messages come so much later than they should.
    case delay(TimeSpan)
    /// Nothing happens on the market.
    case quiet
    /// All prices lie so many hundredths of a percent above those that were recorded; below zero under them.
    case apart(basisPoints: Int64)
    /// Nothing stands on this side of the book.
    case emptySide(Side)
    /// Orders are carried out, and their answers get lost.
    case loseAnswer
    /// Answers to trading requests come so much later than what they tell of.
    case answerDelay(TimeSpan)
    /// Answers to trading requests come twice.
    case duplicateAnswer
    /// Orders get lost before the engine, and nothing answers.
    case dropRequest
    /// Connections are reset when an order comes, which the engine never has.
    case cutBefore
    /// Connections are reset when an order has been carried out.
    case cutAfter
    /// Orders wait so long before the engine.
    case orderDelay(TimeSpan)
    /// Orders are answered with a time-out, whatever became of them.
    case orderTimeout(OrderFate)
    /// Orders are answered with a failure of the gateway, whatever became of them.
    case orderFailure(OrderFate)
    /// Orders are refused with this code or text.
    case reject(code: String)
    /// Orders are refused because there are too many.
    case orderLimit
    /// Requests are answered by a page that is not the venue's.
    case firewall
    /// Queries show what was this long ago.
    case queryLag(TimeSpan)
    /// Private events are missing.
    case eventGap
    /// Private events come twice.
    case eventDuplicate
    /// Private events change places.
    case eventReorder
    /// No private events come.
    case eventSilence
    /// Tokens and subscriptions end.
    case tokenExpiry
    /// No key is known.
    case keyRevoked
    /// The exchange begins anew and keeps its ledger.
    case restart

    /// Its name.
    public var kind: FaultKind {
        switch self {
        case .refuse: .refuse
        case .slowTLS: .slowTLS
        case .close: .close
        case .reset: .reset
        case .halfOpen: .halfOpen
        case .halfFrame: .halfFrame
        case .oversized: .oversized
        case .gap: .gap
        case .duplicate: .duplicate
        case .reorder: .reorder
        case .checksum: .checksum
        case .wrongTop: .wrongTop
        case .crossed: .crossed
        case .corrupt: .corrupt
        case .staleSnapshot: .staleSnapshot
        case .snapshotError: .snapshotError
        case .rateLimit: .rateLimit
        case .ban: .ban
        case .maintenance: .maintenance
        case .shutdown: .shutdown
        case .skew: .skew
        case .burst: .burst
        case .delay: .delay
        case .quiet: .quiet
        case .apart: .apart
        case .emptySide: .emptySide
        case .loseAnswer: .loseAnswer
        case .answerDelay: .answerDelay
        case .duplicateAnswer: .duplicateAnswer
        case .dropRequest: .dropRequest
        case .cutBefore: .cutBefore
        case .cutAfter: .cutAfter
        case .orderDelay: .orderDelay
        case .orderTimeout: .orderTimeout
        case .orderFailure: .orderFailure
        case .reject: .reject
        case .orderLimit: .orderLimit
        case .firewall: .firewall
        case .queryLag: .queryLag
        case .eventGap: .eventGap
        case .eventDuplicate: .eventDuplicate
        case .eventReorder: .eventReorder
        case .eventSilence: .eventSilence
        case .tokenExpiry: .tokenExpiry
        case .keyRevoked: .keyRevoked
        case .restart: .restart
        }
    }
}
