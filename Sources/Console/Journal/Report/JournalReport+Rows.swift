import Books
import Strategy

extension JournalReport {
    /// The names of the columns of ``row(_:)``.
    static let columns = [
        "epoch", "match", "decided", "side", "phase", "requested", "filled", "average", "slippage_bp", "arrival_bp",
        "effective_spread_bp", "fill_ratio_percent", "time_to_fill_ms",
    ]

    /// What is known of a match, a text a column; empty where nothing is known.
    func row(_ match: ReportedMatch) -> [String] {
        let result = match.result
        func share(_ value: Int64?) -> String { value.map(JournalNumbers.basisPoints) ?? "" }
        return [
            "\(match.epoch)", "\(match.match.number)", JournalNumbers.time(match.decidedAt), match.match.side.word,
            result?.phase.word ?? "open", numbers.quantity(match.match.quantity),
            result.map { numbers.quantity($0.filled) } ?? "",
            result.flatMap { numbers.average($0.notional, $0.filled, $0.side) } ?? "",
            share(result?.slippage), share(result?.arrivalSlippage), share(result?.effectiveSpread),
            result.map { JournalNumbers.percent($0.fillRatio) } ?? "",
            result?.timeToFill.map(JournalNumbers.milliseconds) ?? "",
        ]
    }

    /// The names of the columns of ``row(_:)`` of a venue.
    static let venueColumns = [
        "venue", "orders", "ack_p50_ms", "ack_p90_ms", "ack_p99_ms", "fills", "filled", "fade_percent",
        "fees_quote", "fees_base", "rejects",
    ]

    /// What is known of a venue, a text a column.
    func row(_ venue: ReportedVenue) -> [String] {
        func answer(_ percentile: Int) -> String {
            venue.answer(percentile: percentile).map(JournalNumbers.milliseconds) ?? ""
        }
        return [
            JournalNumbers.plain(venue.name), "\(venue.orders)", answer(50), answer(90), answer(99), "\(venue.fills)",
            numbers.quantity(Quantity(units: Int64(clamping: venue.filled))),
            venue.fade.map(JournalNumbers.percent) ?? "", numbers.quote(venue.account.quoteFees),
            numbers.base(venue.account.baseFees), "\(venue.rejects.reduce(0) { $0 + $1.count })",
        ]
    }

    /// The account's facts: a name, a text and the unit of each.
    var facts: [(name: String, text: String, unit: String)] {
        let (base, quote) = (JournalNumbers.plain(instrument.base), JournalNumbers.plain(instrument.quote))
        let cash = ledger.accounts.reduce(Int128(0)) { $0 &+ $1.quote }
        var facts = [
            ("position", numbers.base(ledger.holding.position), base),
            ("cash", numbers.quote(cash), quote),
            ("fees", numbers.quote(ledger.fees), quote),
            ("realised", numbers.quote(ledger.holding.realised), quote),
        ]
        if let openProfit { facts.append(("open", numbers.quote(openProfit), quote)) }
        for account in ledger.accounts {
            for fee in account.otherFees {
                let text = DecimalText.plain(fee.units, decimals: Fee.unit.decimals)
                facts.append(("fees besides", text, JournalNumbers.plain(fee.asset)))
            }
        }
        return facts
    }
}
