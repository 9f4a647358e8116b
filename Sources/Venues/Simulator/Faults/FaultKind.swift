/// The name of a fault, as it is written in scripts, requests and commands.
public enum FaultKind: String, Sendable, Hashable, CaseIterable {
    /// Nobody is let in, and those inside are thrown out.
    case refuse
    /// TLS handshakes wait.
    case slowTLS = "slow-tls"
    /// Connections are closed in order.
    case close
    /// Connections are reset.
    case reset
    /// Connections stay open, and nothing comes from them any more.
    case halfOpen = "half-open"
    /// A message breaks off in the middle, and the connection with it.
    case halfFrame = "half-frame"
    /// A message is longer than any client takes.
    case oversized
    /// Book messages are missing.
    case gap
    /// Book messages come twice.
    case duplicate
    /// Book messages change places.
    case reorder
    /// Book messages carry the checksum of another book.
    case checksum
    /// The stated best levels are not those of the book.
    case wrongTop = "wrong-top"
    /// A bid appears above the best ask.
    case crossed
    /// Messages are damaged or hostile.
    case corrupt
    /// Snapshots are old.
    case staleSnapshot = "stale-snapshot"
    /// Snapshots are refused.
    case snapshotError = "snapshot-error"
    /// Clients ask too much.
    case rateLimit = "rate-limit"
    /// Clients are banned.
    case ban
    /// The market is closed for maintenance.
    case maintenance
    /// The end of all connections is announced, and comes.
    case shutdown
    /// The exchange's clock is wrong.
    case skew
    /// Everything happens many times over.
    case burst
    /// Messages come late.
    case delay
    /// Nothing happens on the market.
    case quiet
    /// The market has other prices.
    case apart
    /// Nothing stands on one side of the book.
    case emptySide = "empty-side"
    /// Answers to orders get lost.
    case loseAnswer = "lose-answer"
    /// Answers to trading requests come late.
    case answerDelay = "answer-delay"
    /// Answers to trading requests come twice.
    case duplicateAnswer = "duplicate-answer"
    /// Orders get lost before the engine.
    case dropRequest = "drop-request"
    /// Connections are reset when an order comes, before the engine has it.
    case cutBefore = "cut-before"
    /// Connections are reset when an order has come, after the engine has it.
    case cutAfter = "cut-after"
    /// Orders wait before the engine.
    case orderDelay = "order-delay"
    /// Orders are answered with a time-out.
    case orderTimeout = "order-timeout"
    /// Orders are answered with a failure of the gateway.
    case orderFailure = "order-failure"
    /// Orders are refused.
    case reject
    /// Orders are too many.
    case orderLimit = "order-limit"
    /// A firewall answers requests.
    case firewall
    /// Queries show what was.
    case queryLag = "query-lag"
    /// Private events are missing.
    case eventGap = "event-gap"
    /// Private events come twice.
    case eventDuplicate = "event-duplicate"
    /// Private events change places.
    case eventReorder = "event-reorder"
    /// No private events come.
    case eventSilence = "event-silence"
    /// What clients were let in with holds no longer.
    case tokenExpiry = "token-expiry"
    /// Keys hold no longer.
    case keyRevoked = "key-revoked"
    /// The exchange begins anew and keeps its ledger.
    case restart
}
