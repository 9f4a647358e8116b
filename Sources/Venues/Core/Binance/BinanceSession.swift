public import Books

/// Binance's market data as a machine: `depth@100ms` spliced onto a REST snapshot, `bookTicker` and `trade`.
///
/// The splice itself is ``BinanceDepthSync``; this machine buffers the levels, asks for snapshots within the venue's
/// budget, reads the symbol's rules once, and says what the book is worth.
public struct BinanceSession: MarketDataSession {
    /// What is true of the venue at all times.
    public let capabilities = MarketDataCapabilities(
        snapshotSource: .restSplice,
        continuity: .range,
        staleAfter: .milliseconds(1_500),
        deadAfter: .seconds(3),
        // 300 attempts in 5 minutes from one address: 10 at once and 285 spaced ones.
        connectSpacing: .milliseconds(1_050),
        // The venue cuts a connection at 24 hours.
        renewAfter: .seconds(23 * 3_600)
    )
    /// Where the stream is opened.
    public let endpoint: Endpoint

    // Not private: the splice and the requests stand in files of their own.
    let feed: FeedInstrument
    let restBase: Endpoint
    let decoder: BinanceDecoder
    var sync: BinanceDepthSync
    var buffer = DepthBuffer()
    var lastRequest: UInt64 = 0
    var snapshotRequest: RequestNumber?
    var listingRequest: RequestNumber?
    var isListed = false
    var halt: HaltReasons = []
    /// The questions about a halt that are on their way.
    var haltRequests: [(number: RequestNumber, question: HaltReasons)] = []
    var haltQuestions: UInt64 = 0
    /// When they were asked last.
    var haltAskedAt = MonotonicTime(nanoseconds: 0)
    /// When something last happened on the market, or the connection began.
    var lastEventAt = MonotonicTime(nanoseconds: 0)
    var isConnected = false
    var snapshotFailures = 0
    /// When the snapshot that is wanted is asked for; nil while none is wanted.
    var snapshotDue: MonotonicTime?
    /// The venue's limits outlive connections and resyncs, and are shared with other connections to it.
    public var limits = VenueLimits()
    /// Whether the book waits for the venue to take requests again.
    var isBarred = false
    /// How many depth events in a row were older than the book.
    var oldEvents = 0
    var venueClock = VenueClock()
    /// The question for the venue's time that is on its way, and when it was asked.
    var timeRequest: (number: RequestNumber, sent: MonotonicTime)?
    var timeRequests: UInt64 = 0
    /// When the venue's time is asked for next; nil without a connection.
    var timeDue: MonotonicTime?
    /// When it was asked for last.
    var timeAsked = MonotonicTime(nanoseconds: .min / 2)
    /// When the symbol's rules are asked for again after a failure.
    var listingDue: MonotonicTime?
    /// By when the first depth event has to come: an unknown symbol is not refused, its stream is silent.
    var firstEventDue: MonotonicTime?

    /// A session for one instrument of `market`, streamed from the host of `stream` and asked for by REST at `rest`.
    ///
    /// Fails where either would send plain text beyond this machine.
    public init?(feed: FeedInstrument, market: BinanceMarket, stream: Endpoint, rest: Endpoint) {
        let name = feed.symbol.lowercased()
        let path = "/stream?streams=\(name)@depth@100ms/\(name)@bookTicker/\(name)@trade"
        guard let endpoint = stream.replacing(path: path) else { return nil }
        self.feed = feed
        self.endpoint = endpoint
        restBase = rest
        decoder = BinanceDecoder(feed: feed)
        sync = BinanceDepthSync(market: market)
    }

    /// When a request is due, or the first depth event overdue.
    public var deadline: MonotonicTime? {
        Self.earlier(
            Self.earlier(Self.earlier(snapshotDue, timeDue), Self.earlier(listingDue, firstEventDue)),
            haltDue
        )
    }

    /// What is known of the venue's clock.
    public var clock: ClockEstimate? { venueClock.estimate }

    /// Asked for after every message, so without an array.
    private static func earlier(_ one: MonotonicTime?, _ other: MonotonicTime?) -> MonotonicTime? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    // MARK: - Inputs

    /// Takes a rare input in.
    public mutating func handle(_ input: SessionInput, at now: MonotonicTime, into effects: inout SessionEffects) {
        switch input {
        case .connected:
            begin(at: now)
            isConnected = true
            if !isHalted { firstEventDue = now + Self.firstEventBound }
            lastEventAt = now
            // A silence may be asked about as soon as it lasts for long enough.
            haltAskedAt = now + TimeSpan(nanoseconds: -Self.silentSpacing.nanoseconds)
            if !isListed { wantListing(at: now, into: &effects) }
            if isHalted, limits.requestsFrom <= now { askForHalt(at: now, into: &effects) }
            wantTime(at: now, into: &effects)
            effects.market.append(.state(feed.venue, .syncing, at: now))
        case .disconnected:
            begin(at: now)
            isConnected = false
            listingDue = nil
            timeDue = nil
            haltRequests.removeAll()
        case .answer(let number, let result):
            answered(number, result, at: now, into: &effects)
        case .resync(let reason):
            resync(reason, at: now, into: &effects)
        case .measureClock:
            guard isConnected else { return }
            timeDue = min(timeDue ?? now, max(now, timeAsked + VenueClock.hurriedSpacing))
        case .deadlineReached:
            deadlineReached(at: now, into: &effects)
        }
    }

    /// Takes one whole text message of the stream in.
    public mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime, into effects: inout SessionEffects) {
        let mark = effects.market.levels.count
        let decoded: BinanceMessage
        do {
            decoded = try decoder.decode(message, levels: &effects.market.levels)
        } catch {
            effects.acts.append(.note("Binance sent a message that cannot be read: \(error.sentence)"))
            resync(.unreadable, at: now, into: &effects)
            return
        }
        switch decoded {
        case .depth(let event, let time, let bids, let asks):
            let pending = PendingDepth(event: event, exchangeTime: time, receiveTime: now, bids: bids, asks: asks)
            depth(pending, mark: mark, at: now, into: &effects)
            noteEvent(at: now, into: &effects)
        case .top(let top):
            effects.market.append(.top(top))
            noteEvent(at: now, into: &effects)
        case .trade(let trade):
            effects.market.append(.trade(trade))
            noteEvent(at: now, into: &effects)
        case .shutdown:
            effects.acts.append(.ending("Binance announced its end (serverShutdown)"))
        case .failure(let code, let text):
            effects.acts.append(.disconnect(.refused("Binance refused a request: \(text) (error \(code))")))
        case .snapshot:
            // Snapshots come by REST alone; one on the stream is not part of the protocol.
            effects.market.truncateLevels(to: mark)
        case .other:
            effects.market.truncateLevels(to: mark)
        }
    }

    /// Takes the body of a depth snapshot in, whoever asked for it: a recording has them without a request.
    public mutating func takeSnapshot(
        _ body: Span<UInt8>,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        let mark = effects.market.levels.count
        do {
            let message = try decoder.decode(body, levels: &effects.market.levels)
            guard case .snapshot(let last, let bids, let asks) = message else {
                effects.market.truncateLevels(to: mark)
                snapshotFailed("the depth answer is not a snapshot", at: now, into: &effects)
                return
            }
            guard sync.isBuffering else {
                effects.market.truncateLevels(to: mark)
                return
            }
            splice(last: last, bids: bids, asks: asks, mark: mark, at: now, into: &effects)
        } catch {
            snapshotFailed(error.sentence, at: now, into: &effects)
        }
    }
}
