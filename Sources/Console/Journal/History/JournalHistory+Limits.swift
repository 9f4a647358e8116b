public import Strategy

extension JournalHistory {
    /// Brings limits as they are configured down to what a person has lowered them to, and gives those that it has changed.
    ///
    /// A restart never raises a limit that was lowered: after a crash nobody has said that more may be at risk. Nor does
    /// it keep one that was raised above what is configured: that was for the session in which it was asked for.
    public func lower(_ limits: inout RiskLimits) -> [LimitChange] {
        var kept: [LimitChange] = []
        for change in self.limits {
            let configured = change.name.value(in: limits)
            guard change.after < configured else { continue }
            change.name.set(change.after, in: &limits)
            kept.append(LimitChange(change.name, before: configured, after: change.after, who: "journal"))
        }
        return kept
    }
}
