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
        for venue in report.venues { lines.append(line(venue, report.priceUnit)) }
        if report.quoting.sets > 0 {
            lines.append(
                "strategy made \(Figures.count(report.quoting.sets)) quote sets; the market reached "
                    + "\(Figures.count(report.quoting.reached)) quotes in \(Figures.count(report.quoting.secondsReached)) "
                    + "different seconds"
            )
        }
        lines.append("books     \(report.hashes.books)")
        lines.append("decisions \(report.hashes.decisions)")
        lines.append("screens   \(report.hashes.screens)")
        lines.append("replay    \(report.hashes.all) (seed \(seed))")
        return lines.joined(separator: "\n")
    }

    private static func line(_ venue: ReplayReport.Venue, _ unit: DecimalUnit) -> String {
        let price = { (price: Price?) in price.map { DecimalText.text($0.units, unit: unit) } ?? "none" }
        let state = venue.state.isLive ? "live" : "not live (\(venue.timesLive == 0 ? "never" : "any more"))"
        return "\(venue.name) \(state), \(Figures.count(Int(clamping: venue.messages))) messages, \(venue.gaps) gaps, "
            + "bid \(price(venue.bid)), ask \(price(venue.ask)), \(Figures.count(venue.levels)) levels, "
            + "sha256 \(venue.hash)"
    }
}
