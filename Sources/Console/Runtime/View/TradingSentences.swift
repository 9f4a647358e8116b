import Books
import Strategy

/// Sentences about orders for the person and the log.
struct TradingSentences {
    /// The venues' names by slot.
    let names: [String]
    /// What is traded, and in which units.
    let instrument: Instrument

    /// What the person is told of an effect of execution, and how much it weighs; nil where nobody has to hear of it.
    func sentence(_ effect: ExecutionEffect) -> (text: String, isWarning: Bool)? {
        switch effect {
        // What never left has been told with its reason.
        case .ended(let report): report.children.allSatisfy { $0.phase == .denied } ? nil : (ended(report), false)
        case .alarm(let alarm): (words(alarm), true)
        case .denied(let request, let refusals):
            refusals.first.map { refusal in
                ("held back for \(names[request.venue.slot]): \(refusal.code.rawValue)", false)
            }
        case .noted, .submit, .cancel, .query, .fetchTrades, .matched, .phaseChanged, .executed, .quoteState: nil
        }
    }

    /// A change of the mode.
    func sentence(_ mode: TradingMode) -> String {
        switch mode {
        case .running: "orders run"
        case .reducing(let cause, _):
            "REDUCING by \(cause.rawValue): only orders that reduce; :run ends it"
        case .held(let cause, _): "orders held by \(cause.words)"
        case .killed(let cause, _): "KILLED by \(cause.rawValue): nothing sends until :rearm"
        }
    }

    /// A change of a limit.
    func sentence(_ change: LimitChange) -> String {
        let unit = LimitWords.unit(change.name, instrument)
        return "limit \(change.name.rawValue) was \(change.before)\(unit) and is \(change.after)\(unit)"
    }

    /// A change of what may go to one venue.
    func sentence(_ venue: VenueID, _ gate: VenueGateMode) -> String {
        let name = names[venue.slot]
        return switch gate {
        case .open: "\(name): orders run"
        case .held(let cause, _): "\(name): orders held by \(cause.words)"
        case .cancelOnly: "\(name): cancels only"
        case .draining: "\(name): draining, nothing new"
        case .reopening: "\(name): reopening, one small order first"
        }
    }

    /// What a restart has kept closed of a venue; nil where all orders may go.
    func sentence(kept gate: VenueGateMode, isHalted: Bool, at venue: VenueID) -> String? {
        let name = names[venue.slot]
        let kept: String
        switch gate {
        case .open:
            guard isHalted else { return nil }
            return "\(name) contradicted itself before the restart: nothing goes there until :venue \(name) resume"
        case .held: kept = "held"
        case .cancelOnly: kept = "cancels only"
        case .draining: kept = "draining, nothing new"
        case .reopening: return "\(name): reopening as before the restart, one small order first"
        }
        return "\(name): \(kept), as before the restart; :venue \(name) resume ends it"
    }

    /// A change of the way for orders to a venue.
    func sentence(_ venue: VenueID, _ link: OrderLinkState) -> String {
        let name = names[venue.slot]
        return switch link {
        case .connecting: "\(name) orders: connecting"
        case .ready: "\(name) orders: connected"
        case .down(let reason, let attempt, _): "\(name) orders: down, try \(attempt): \(FeedWords.words(reason))"
        case .barred: "\(name) orders: the venue wants no requests for a while"
        case .refused(let words): "\(name) orders: our key is refused: \(words); :reconnect \(name) tries again"
        }
    }

    /// Balances that are not what the fills make them.
    func sentence(_ venue: VenueID, _ drift: AccountDrift, _ scale: LedgerScale) -> String {
        let base = Self.text(drift.base, decimals: scale.baseDecimals)
        let quote = Self.text(drift.quote, decimals: scale.quoteDecimals)
        return "\(names[venue.slot]): the balances differ from our fills by \(base) \(instrument.base) and "
            + "\(quote) \(instrument.quote): orders held; :accept takes them as they are"
    }

    // MARK: - Parts

    private func ended(_ report: ParentReport) -> String {
        let side = report.side == .buy ? "buy" : "sell"
        let decimals = instrument.quantityUnit.decimals
        let wanted = Self.text(Int128(report.account.requested.units), decimals: decimals)
        let filled = Self.text(Int128(report.filled.units), decimals: decimals)
        let hundredths = DecimalUnit(decimals: 2)
        let slippage = report.slippage.map { ", \(DecimalText.text($0, unit: hundredths)) bp from mid" } ?? ""
        return "match \(report.number + 1): \(side) \(wanted), filled \(filled)\(slippage)"
    }

    private func words(_ alarm: ExecutionAlarm) -> String {
        switch alarm {
        case .overfilled(let id): "\(id.text): more was filled than ordered; the venue is closed until :venue resume"
        case .contradiction(let id): "\(id.text): the venue speaks of an order that it had refused, or that never left"
        case .conflict(let id): "\(id.text): the venue told one thing in two ways"
        case .vanished(let id): "\(id.text): the venue does not know its own order any more"
        case .lateFill(let id, let trade): "\(id.text): fill \(trade.text) came after the end"
        case .notBooked(let id, let trade): "\(id.text): fill \(trade.text) is too large to be booked"
        case .orphan(let id): "\(id.text): an order of ours that this session did not make; it is cancelled"
        case .impossibleStep(let id, let from, let to): "\(id.text): from \(from) to \(to), which cannot be"
        }
    }

    private static func text(_ amount: Int128, decimals: Int) -> String {
        DecimalText.plain(amount, decimals: decimals)
    }
}
