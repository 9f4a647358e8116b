import Venues

extension VerificationReport {
    /// The report for a person: the verdict first, then what was counted, then what broke.
    public var text: String {
        var lines = ["\(path): \(isProved ? "proved" : "NOT PROVED") (\(venue))"]
        for (symbol, facts) in symbols {
            lines.append("  \(symbol): \(Self.summary(facts))")
            if let final = facts["final"] { lines.append("  \(symbol) at the end: \(Self.state(final))") }
        }
        lines.append("  the venue's own truth: \(truth.matched) of \(truth.compared) states equal")
        if truth.compared == 0 { lines.append("  (the file holds none; only the venue's numbering was checked)") }
        lines.append("  messages: " + messages.map { "\($0.count) \($0.kind)" }.joined(separator: ", "))
        for problem in problems.prefix(Self.problemLimit) {
            lines.append("  line \(problem.line): \(problem.finding); \(problem.reaction)")
        }
        if problems.count > Self.problemLimit {
            lines.append("  … and \(problems.count - Self.problemLimit) more; --json lists them all")
        }
        return lines.joined(separator: "\n")
    }

    private static let problemLimit = 10

    private static func summary(_ facts: JSONValue) -> String {
        let counts = [
            ("snapshots", "snapshots"), ("updates_applied", "updates"),
            ("price_level_changes_applied", "level changes"), ("crossed_or_locked_states", "crossed or locked states"),
        ]
        return counts.map { "\(facts[$0.0]?.decimalText ?? "?") \($0.1)" }.joined(separator: ", ")
    }

    private static func state(_ final: JSONValue) -> String {
        let bid = final["best_bid"]?.string ?? "none"
        let ask = final["best_ask"]?.string ?? "none"
        let bids = final["levels"]?["bids"]?.decimalText ?? "0"
        let asks = final["levels"]?["asks"]?.decimalText ?? "0"
        return "bid \(bid), ask \(ask), \(bids) + \(asks) levels, sha256 \(final["sha256_full"]?.string ?? "")"
    }
}
