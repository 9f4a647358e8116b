public import Books

/// One venue's market-data protocol as a machine without IO: messages and answers in, verified updates and requests out.
///
/// The driver's rule: one input, then perform all effects, then ask ``deadline``, then wait. A session lives through
/// many connections; ``SessionInput/connected`` begins each.
public protocol MarketDataSession: ~Copyable, Sendable {
    /// What is true of the venue at all times.
    var capabilities: MarketDataCapabilities { get }

    /// Where the stream is opened.
    var endpoint: Endpoint { get }

    /// Takes a rare input in.
    mutating func handle(_ input: SessionInput, at now: MonotonicTime, into effects: inout SessionEffects)

    /// Takes one whole text message of the stream in.
    mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime, into effects: inout SessionEffects)

    /// When ``SessionInput/deadlineReached`` is due, if nothing else happens before.
    var deadline: MonotonicTime? { get }

    /// What is known of the venue's clock; nil before it was measured.
    var clock: ClockEstimate? { get }

    /// What has been used up of the venue's limits on requests; other connections' use is put in here too.
    var limits: VenueLimits { get set }
}
