public import Books

/// A hold: new orders are blocked, or all of them that do not make the position smaller, and working ones are cancelled,
/// until a person lets them run again.
public struct HoldView: Sendable, Hashable {
    /// When it began.
    public var since: WallTime
    /// How long that is ago, by the steady clock.
    public var elapsed: TimeSpan
    /// Who or what asked for it, after the word "by" or "because of": `operator`, `no venue`, `a restart`.
    public var cause: String
    /// Whether nobody asked for it: no venue takes orders, and as soon as one does, orders go again.
    public var endsByItself: Bool

    /// A hold by `cause`.
    public init(
        since: WallTime,
        elapsed: TimeSpan = .zero,
        cause: String = "operator",
        endsByItself: Bool = false
    ) {
        self.since = since
        self.elapsed = elapsed
        self.cause = cause
        self.endsByItself = endsByItself
    }
}
