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
}
