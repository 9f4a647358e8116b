import Books

/// Which changes of which connection are published.
extension FeedLinks {
    /// Publishes a change, or withholds it.
    mutating func merge(
        _ update: BookUpdate,
        _ levels: [PriceLevel],
        from link: LinkID,
        at now: MonotonicTime,
        _ effects: inout LinkEffects
    ) {
        // A change of a book that is not there: its connection has said that it lost it.
        guard update.kind == .snapshot || links[link.slot]?.position != nil else { return }
        links[link.slot]?.position = update.sequence
        switch continuity {
        case .range: mergeNumbered(update, levels, from: link, at: now, &effects)
        case .checksum: mergeProved(update, levels, from: link, at: now, &effects)
        }
    }

    // MARK: - By numbers

    private mutating func mergeNumbered(
        _ update: BookUpdate,
        _ levels: [PriceLevel],
        from link: LinkID,
        at now: MonotonicTime,
        _ effects: inout LinkEffects
    ) {
        guard let position = published.position else {
            // The trader has no book that a change could change.
            guard update.kind == .snapshot else { return }
            return publish(update, levels, sequence: update.sequence, from: link, &effects)
        }
        let isOnlyBook = links[link.other.slot]?.position == nil
        guard update.sequence > position || (update.kind == .snapshot && isOnlyBook) else {
            return noteBehind(link, update.sequence < position, at: now)
        }
        publish(update, levels, sequence: update.sequence, from: link, &effects)
    }

    // MARK: - By checksums and times

    private mutating func mergeProved(
        _ update: BookUpdate,
        _ levels: [PriceLevel],
        from link: LinkID,
        at now: MonotonicTime,
        _ effects: inout LinkEffects
    ) {
        track(update, levels, of: link)
        guard published.position != nil else {
            guard update.kind == .snapshot else { return }
            return publishProved(update, levels, from: link, &effects)
        }
        if link == published.lead, links[link.slot]?.isInStep == true {
            return publishProved(update, levels, from: link, &effects)
        }
        // Without a time there is nothing to compare: the next change will have one.
        guard let time = links[link.slot]?.time else { return }
        guard let last = published.time, time <= last else {
            return publishProved(update, levels, from: link, &effects)
        }
        if time == last, published.book == nil, links[link.other.slot]?.state.isLive != true {
            // Nothing to compare it with, and nobody else to tell the book at this time.
            return publishProved(update, levels, from: link, &effects)
        }
        let isEqual = time == last && isPublished(link)
        links[link.slot]?.isInStep = isEqual
        noteBehind(link, !isEqual, at: now)
    }

    /// Publishes a change as it stands, or the whole book where the published one is another.
    private mutating func publishProved(
        _ update: BookUpdate,
        _ levels: [PriceLevel],
        from link: LinkID,
        _ effects: inout LinkEffects
    ) {
        guard update.kind == .snapshot || links[link.slot]?.isInStep == true else {
            return publishWhole(of: link, &effects)
        }
        publish(update, levels, sequence: proved + 1, from: link, &effects)
        noteProved(link)
    }

    private mutating func publishWhole(of link: LinkID, _ effects: inout LinkEffects) {
        guard let whole = wholeBook(of: link) else { return }
        publish(whole.update, whole.levels, sequence: proved + 1, from: link, &effects)
        noteProved(link)
    }

    private mutating func noteProved(_ link: LinkID) {
        proved += 1
        published.time = links[link.slot]?.time
        links[link.slot]?.isInStep = true
        links[link.other.slot]?.isInStep = false
    }

    /// Keeps the connection's book, unless it is and stays the only one.
    private mutating func track(_ update: BookUpdate, _ levels: [PriceLevel], of link: LinkID) {
        if let time = update.exchangeTime { links[link.slot]?.time = time }
        guard wanted > 1 || !isAlone(link) else {
            links[link.slot]?.book = nil
            published.book = nil
            return
        }
        if update.kind == .snapshot { links[link.slot]?.book = OrderBook() }
        links[link.slot]?.book?.apply(update, levels: levels)
        links[link.slot]?.update = update
    }

    /// Publishes the book of a connection that remains alone, unless the published one is newer or the same.
    mutating func takeOver(_ link: LinkID, _ effects: inout LinkEffects) {
        guard links[link.slot]?.isInStep != true, published.position != nil, let time = links[link.slot]?.time,
            published.time.map({ time >= $0 }) ?? true
        else { return }
        publishWhole(of: link, &effects)
    }

    private func isPublished(_ link: LinkID) -> Bool {
        guard let book = links[link.slot]?.book, let reference = published.book else { return false }
        return Self.levels(of: book.bids) == Self.levels(of: reference.bids)
            && Self.levels(of: book.asks) == Self.levels(of: reference.asks)
    }

    private static func levels(of side: Ladder) -> [PriceLevel] {
        var levels: [PriceLevel] = []
        side.forEachLevel { level in
            levels.append(level)
            return true
        }
        return levels
    }

    /// A connection's book as an update that replaces another.
    private func wholeBook(of link: LinkID) -> (update: BookUpdate, levels: [PriceLevel])? {
        guard let book = links[link.slot]?.book, let update = links[link.slot]?.update else { return nil }
        let bids = Self.levels(of: book.bids)
        let asks = Self.levels(of: book.asks)
        let whole = BookUpdate(
            venue: venue,
            kind: .snapshot,
            sequence: update.sequence,
            exchangeTime: update.exchangeTime,
            receiveTime: update.receiveTime,
            depth: update.depth,
            bids: 0..<bids.count,
            asks: bids.count..<(bids.count + asks.count)
        )
        return (whole, bids + asks)
    }

    // MARK: - Publishing

    private mutating func publish(
        _ update: BookUpdate,
        _ levels: [PriceLevel],
        sequence: UInt64,
        from link: LinkID,
        _ effects: inout LinkEffects
    ) {
        let offset = effects.market.levels.count
        effects.market.levels.append(contentsOf: levels[update.bids])
        effects.market.levels.append(contentsOf: levels[update.asks])
        let bidsEnd = offset + update.bids.count
        effects.market.append(
            .book(
                update.moved(to: sequence, bids: offset..<bidsEnd, asks: bidsEnd..<(bidsEnd + update.asks.count))
            )
        )
        if update.kind == .snapshot {
            rejected = nil
            if links[link.slot]?.book != nil { published.book = OrderBook() }
        }
        published.book?.apply(update, levels: levels)
        published.position = sequence
        published.lead = link
        // While anything newer comes, a connection that is behind is merely late.
        for slot in links.indices { links[slot]?.behindSince = nil }
    }

    /// Publishes a trade that no other connection has told.
    mutating func take(_ trade: Trade, from link: LinkID, _ effects: inout LinkEffects) {
        if let last = published.trade, last.from != link, !isAlone(link) {
            guard trade.identifier > last.identifier else { return }
        }
        published.trade = (trade.identifier, link)
        effects.market.append(.trade(trade))
    }

    // MARK: - Behind

    private mutating func noteBehind(_ link: LinkID, _ isBehind: Bool, at now: MonotonicTime) {
        guard isBehind else {
            links[link.slot]?.behindSince = nil
            return
        }
        if links[link.slot]?.behindSince == nil { links[link.slot]?.behindSince = now }
    }

    /// Begins anew with a connection that has been behind for too long while nothing newer came from a live one.
    mutating func watchBehind(_ link: LinkID, at now: MonotonicTime, _ effects: inout LinkEffects) {
        guard let since = links[link.slot]?.behindSince, now - since >= Self.behindBound,
            links[link.other.slot]?.state.isLive != true
        else { return }
        links[link.slot]?.behindSince = nil
        forgetBook()
        rejected = .requested
        effects.acts.append(.resync(link, .requested))
    }
}
