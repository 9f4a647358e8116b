public import Books
import Journal
public import Runtime
import Simulator
public import Strategy
public import Venues

/// The order path of a replay: the console's own clients and our own exchanges, in one virtual time on one thread.
///
/// Everything is the product's: the machines that speak the venues' protocols, the last gate, the exchanges with their
/// engines and ledgers. What threads, sockets and TLS are elsewhere is time here (``RehearsedVenue``). Nothing reaches a
/// socket, a disk or the journal.
public final class Rehearsal: ReplayOrderPath {
    public let settings: ExecutionSettings

    private let instrument: Instrument
    /// The venues by slot; nil where there is no exchange to trade at.
    private var venues: [RehearsedVenue?]
    /// By which rules each exchange trades, as the trader counts, by slot.
    private let listings: [VenueListing?]
    private let gate = OrderGate()

    /// How much of each asset every account holds at the beginning: enough that no balance ever decides.
    private static let opening: Int64 = 1_000_000

    /// An order path over the venues of `plan`, begun at `start`; `digests` sign and check signatures.
    public init(
        _ plan: ReplayPlan,
        at start: MonotonicTime,
        options: RehearsalOptions,
        digests: any MessageDigests
    ) throws(ReplayError) {
        instrument = plan.instrument
        settings = Self.settings(plan, at: start, options, digests)
        var venues: [RehearsedVenue?] = []
        var listings: [VenueListing?] = []
        for market in plan.markets {
            guard let listing = RehearsalListing(market, plan.instrument) else {
                venues.append(nil)
                listings.append(nil)
                continue
            }
            let maker = RehearsalMaker(listing, options: options, opening: Self.opening, digests: digests)
            venues.append(try maker.make(market, gate: gate))
            listings.append(listing.rules)
        }
        self.venues = venues
        self.listings = listings
    }

    // MARK: - Order path

    public func listing(of venue: VenueID) -> VenueListing? { listings[venue.slot] }

    public var deadline: MonotonicTime? {
        var due: MonotonicTime?
        for venue in venues {
            guard let venue else { continue }
            // What was said is heard at once.
            if !venue.events.isEmpty { return MonotonicTime(nanoseconds: .min) }
            if let next = venue.deadline { due = due.map { min($0, next) } ?? next }
        }
        return due
    }

    public func start(at now: MonotonicTime) {
        for slot in venues.indices { venues[slot]?.execute(.started, at: now) }
    }

    public func play(_ market: borrowing MarketBatch, of venue: VenueID, at now: MonotonicTime) {
        venues[venue.slot]?.play(market, at: now)
    }

    public func submit(_ request: OrderRequest, at now: MonotonicTime) {
        venues[request.venue.slot]?.execute(.command(.submit(request)), at: now)
    }

    public func perform(_ effect: TraderEffect, at now: MonotonicTime) {
        switch effect {
        case .execution(.cancel(let question)): order(.cancel(question), question.venue, at: now)
        case .execution(.query(let question)): order(.query(question), question.venue, at: now)
        case .execution(.fetchTrades(let question)): order(.fetchTrades(question), question.venue, at: now)
        case .command(let venue, let command): order(command, venue, at: now)
        case .reconnect(let venue): order(.reconnect, venue, at: now)
        case .gate(let venue, let isOpen): gate.set(isOpen, for: venue)
        case .latch(let latch, let isClosed):
            // Nobody but the trader closes it here.
            if isClosed { gate.close(OrderGate.Latch(latch)) } else { gate.release(OrderGate.Latch(latch), seen: 0) }
        case .execution, .resync, .stateChanged, .quotingChanged, .parameterChanged, .parameterRefused, .quoteCrossed,
            .tradingChanged, .venueGateChanged, .linkChanged, .reconciled, .drifted, .limitChanged,
            .remark, .stopped:
            break
        }
    }

    public func advance(to now: MonotonicTime, into events: inout [ExecutionEvent]) {
        for slot in venues.indices {
            venues[slot]?.advance(to: now)
            guard let said = venues[slot]?.events, !said.isEmpty else { continue }
            events.append(contentsOf: said)
            venues[slot]?.events.removeAll(keepingCapacity: true)
        }
    }

    public var accounts: [ReplayAccount?] {
        venues.enumerated().map { slot, venue in
            venue.map { ReplayAccount($0.account, slot: slot, instrument, opening: Self.opening) }
        }
    }

    private func order(_ command: OrderCommand, _ venue: VenueID, at now: MonotonicTime) {
        venues[venue.slot]?.execute(.command(command), at: now)
    }

    // MARK: - Settings

    private static func settings(
        _ plan: ReplayPlan,
        at start: MonotonicTime,
        _ options: RehearsalOptions,
        _ digests: any MessageDigests
    ) -> ExecutionSettings {
        let markets = plan.markets
        let fee = FeeRate(clamping: options.feeMillionths * (FeeRate.scale / 1_000_000))
        var settings = ExecutionSettings(
            instrument: plan.instrument,
            configuration: ExecutionConfiguration(
                epoch: 1,
                fences: markets.map { $0.engine == .binance ? .receiveWindow : .engineDeadline }
            ),
            fees: markets.map { _ in fee },
            // 70 % of what the venues take, as in `sim`: 50 orders in 10 s; a counter of 180 that falls by 3.75 a second.
            budgets: markets.map { market in
                market.engine == .binance
                    ? TokenBucket(capacity: 35, perSecondThousandths: 3_500, at: start)
                    : TokenBucket(capacity: 126, perSecondThousandths: 2_625, at: start)
            },
            bookAges: markets.map { $0.engine == .binance ? .milliseconds(1_500) : .seconds(3) },
            hasDeadMansSwitch: markets.map { $0.engine == .kraken },
            // The key of no installation: names that are the same in every run are all that is wanted.
            tags: InstallTagging(key: Array("replay".utf8), digest: { digests.sha256($0) }),
            wallTime: WallTime(nanoseconds: start.nanoseconds)
        )
        settings.limits = options.limits
        settings.seed = options.seed
        return settings
    }
}
