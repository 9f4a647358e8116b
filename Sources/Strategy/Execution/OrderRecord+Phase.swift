public import Books

extension OrderRecord {
    /// Where the order stands.
    ///
    /// The rows are in order of precedence: the first one that holds decides. A fill is a fact, so what has traded comes
    /// first; a venue's life signs come before a refusal, and a refusal before our own doubt.
    public var phase: OrderPhase {
        let ordered = request.quantity
        if cumulative > ordered { return .overfilled }
        if cumulative == ordered { return .filled }
        // Said to be filled with less than was ordered (a self-trade decrement, or an error): it has ended.
        if signs.contains(.reportedFilled) || signs.contains(.reportedCancelled) { return .cancelled }
        if signs.contains(.reportedExpired) { return .expired }
        if hasLifeSign {
            if isCancelOpen { return .cancelling }
            return cumulative > .zero ? .partial : .live
        }
        if signs.contains(.rejected) { return .rejected }
        if signs.contains(.notStarted) || isProvenAbsent { return .neverPlaced }
        if signs.contains(.ambiguous) { return .unknown }
        if signs.contains(.sendStarted) { return .sent }
        if signs.contains(.intent) { return .intent }
        return signs.contains(.denied) ? .denied : .draft
    }

    /// What the evidence asks for besides.
    public var flags: OrderFlags {
        var flags: OrderFlags = []
        let phase = phase
        if missingFills > .zero { flags.insert(.fetchTrades) }
        if phase == .overfilled { flags.insert(.haltVenue) }
        if phase == .cancelled, signs.contains(.reportedFilled), !signs.contains(.reportedCancelled) {
            flags.insert(.query)
        }
        if hasLifeSign, !phase.isClosed {
            if isProvenAbsent { flags.formUnion([.query, .vanished]) }
            if wasCancelRejected, !isCancelOpen { flags.insert(.query) }
        }
        if hasLifeSign, !signs.isDisjoint(with: [.rejected, .notStarted, .denied]) { flags.insert(.contradiction) }
        if signs.contains(.conflict) { flags.formUnion([.conflict, .query]) }
        return flags
    }

    /// Whether the venue has ever spoken of the order as one that it has.
    private var hasLifeSign: Bool {
        !fills.isEmpty || !signs.isDisjoint(with: [.acknowledged, .reported])
    }
}
