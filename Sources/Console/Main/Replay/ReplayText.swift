import Books
import Runtime

/// What a replay came to, as it is printed; two equal replays print the same.
enum ReplayText {
    /// The lines: what was played, each venue at the end, the hashes.
    static func text(_ report: ReplayReport, _ plan: ReplayPlan, seed: UInt64) -> String {
        let length = TimeSpan(nanoseconds: max((plan.last - plan.first).nanoseconds, 0))
        var lines = [
            "played \(Figures.clock(report.span)) of \(Figures.clock(length)), \(Figures.count(report.records)) records, "
                + "\(Figures.count(report.frames)) frames\(report.isWhole ? "" : " (ended before the end)")"
        ]
        for venue in report.venues { lines.append(line(venue, report.instrument.priceUnit)) }
        if report.quoting.sets > 0 {
            lines.append(
                "strategy made \(Figures.count(report.quoting.sets)) quote sets; the market reached "
                    + "\(Figures.count(report.quoting.reached)) quotes in \(Figures.count(report.quoting.secondsReached)) "
                    + "different seconds"
            )
        }
        if let trading = report.trading { lines += orders(trading, report.instrument) }
        lines.append("books     \(report.hashes.books)")
        lines.append("decisions \(report.hashes.decisions)")
        lines.append("screens   \(report.hashes.screens)")
        if let orders = report.hashes.orders { lines.append("orders    \(orders)") }
        lines.append("replay    \(report.hashes.all) (seed \(seed))")
        return lines.joined(separator: "\n")
    }

    private static func orders(_ trading: ReplayReport.Trading, _ instrument: Instrument) -> [String] {
        var lines = trading.venues.map { venue in
            "\(venue.name) took \(Figures.count(venue.account.orders)) orders and filled \(Figures.count(venue.account.fills)) "
                + "times: \(venue.account.base) \(instrument.base), \(venue.account.quote) \(instrument.quote)"
                + (venue.isEqual
                    ? ", as our ledger says to the last digit"
                    : ", which our ledger does NOT say: \(venue.fills) fills, \(venue.base) and \(venue.quote)")
        }
        lines.append(
            "\(Figures.count(trading.matches)) matches, \(Figures.count(trading.fills)) fills, fees \(trading.fees) "
                + "\(instrument.quote), position \(trading.position) \(instrument.base), realised profit "
                + "\(trading.realised) \(instrument.quote) after fees"
        )
        return lines
    }

    private static func line(_ venue: ReplayReport.Venue, _ unit: DecimalUnit) -> String {
        let price = { (price: Price?) in price.map { DecimalText.text($0.units, unit: unit) } ?? "none" }
        let state = venue.state.isLive ? "live" : "not live (\(venue.timesLive == 0 ? "never" : "any more"))"
        return "\(venue.name) \(state), \(Figures.count(Int(clamping: venue.messages))) messages, \(venue.gaps) gaps, "
            + "bid \(price(venue.bid)), ask \(price(venue.ask)), \(Figures.count(venue.levels)) levels, "
            + "sha256 \(venue.hash)"
    }
}
