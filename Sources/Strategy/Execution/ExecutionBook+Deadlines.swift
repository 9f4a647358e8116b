public import Books

/// What time brings: answers that are overdue, questions that are due, rests that are routed again.
extension ExecutionBook {
    /// When an order in doubt is asked about, counted from the moment of the doubt.
    ///
    /// After these every ``questionPause``.
    static let questionTimes: [TimeSpan] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)]
    /// The pause between questions about the same order.
    static let questionPause = TimeSpan.seconds(2)

    /// How long a match stays in memory of which no order has left.
    static let deniedMemory = TimeSpan.seconds(10)

    /// How far apart two questions that find nothing must be asked to prove that an order was never placed.
    ///
    /// What a venue answers may lag its engine by up to two seconds: the second answer has to tell what was so at the fence.
    static let proofPause = TimeSpan.seconds(2)

    /// Does what is due at `now`.
    public mutating func deadlineReached(
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        claims.drop(endedBy: now)
        for parent in parents.indices {
            var wasDue = false
            for child in parents[parent].children.indices {
                guard let check = parents[parent].children[child].checkAt, check <= now else { continue }
                wasDue = true
                look(at: (parent, child), market, at: now, into: &effects)
            }
            if wasDue { step(parent, market, at: now, into: &effects) }
        }
        forget(at: now)
    }

    /// Looks at one order whose time has come.
    private mutating func look(
        at place: (parent: Int, child: Int),
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let before = parents[place.parent].children[place.child].record
        switch before.phase {
        case .draft:
            release(place, market, at: now, into: &effects)
            return
        case .intent, .sent:
            parents[place.parent].children[place.child].record.add(.ambiguous(.timeout))
            effects.append(.noted(before.request.venue, before.request.id, .ambiguous(.timeout)))
        case .unknown:
            if parents[place.parent].children[place.child].needsCancel {
                parents[place.parent].children[place.child].needsCancel = false
                cancel(place, into: &effects)
            }
            // One that comes too soon after the first proves nothing, and Kraken's budget of questions is small.
            if parents[place.parent].children[place.child].isApart(at: now) {
                ask(place, ExecutionEffect.query, at: now, into: &effects)
            }
        case .live, .partial, .cancelling:
            ask(place, ExecutionEffect.query, at: now, into: &effects)
        case .denied, .filled, .cancelled, .expired, .rejected, .neverPlaced, .overfilled:
            break
        }
        if before.missingFills > .zero { ask(place, ExecutionEffect.fetchTrades, at: now, into: &effects) }
        noteChange(from: before, place, at: now, into: &effects)
    }

    /// Says when an order has to be looked at next.
    mutating func schedule(_ place: (parent: Int, child: Int), at now: MonotonicTime) {
        let child = parents[place.parent].children[place.child]
        guard !child.isGivenUp else {
            parents[place.parent].children[place.child].checkAt = nil
            return
        }
        let next: MonotonicTime? =
            switch child.record.phase {
            case .draft: child.heldUntil
            case .intent, .sent: (child.sentAt ?? child.submittedAt ?? now) + configuration.answerTime
            case .unknown: nextQuestion(child, at: now)
            case .live, .partial, .cancelling: now + Self.questionPause
            case .denied, .filled, .cancelled, .expired, .rejected, .neverPlaced, .overfilled:
                child.record.missingFills > .zero ? now + Self.questionPause : nil
            }
        // Evidence that changes nothing must not put a question off for ever.
        if let next, let known = child.checkAt, known > now, known < next { return }
        parents[place.parent].children[place.child].checkAt = next
    }

    /// When an order in doubt is asked about next: by the schedule, but for the two questions of a proof, of which the first
    /// one counts from the fence on.
    private func nextQuestion(_ child: ChildOrder, at now: MonotonicTime) -> MonotonicTime {
        if let second = child.secondQuestionAt, second > now { return second }
        let next = now + Self.pause(afterQuestions: child.queries)
        let fence = child.record.fence.passesAt
        return fence > now ? min(next, fence) : next
    }

    /// How long to wait before the next question about an order in doubt.
    static func pause(afterQuestions count: Int) -> TimeSpan {
        guard count < questionTimes.count else { return questionPause }
        let before = count == 0 ? TimeSpan.zero : questionTimes[count - 1]
        return TimeSpan(nanoseconds: questionTimes[count].nanoseconds - before.nanoseconds)
    }

    // MARK: - The match as a whole

    /// Ends a match whose children have ended, or routes its rest again.
    mutating func step(
        _ index: Int,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        noteDoubt(index, into: &effects)
        while parents[index].endedAt == nil, parents[index].phase == .residual {
            parents[index].residualSince = parents[index].residualSince ?? now
            if rerouted(index, market, at: now, into: &effects) { continue }
            parents[index].endedAt = now
            let wasHeld = parents[index].children.allSatisfy { $0.record.phase == .denied }
            effects.append(.quoteState(parents[index].quote, wasHeld ? .held : .resting))
            effects.append(.ended(ParentReport(parents[index])))
        }
    }

    /// Routes the rest of a match over what stands there now, at the client's limit; false if it is left to the quote.
    private mutating func rerouted(
        _ index: Int,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) -> Bool {
        let parent = parents[index]
        guard parent.open > .zero, parent.reroutes < configuration.reroutes, market.facts.isRunning,
            !market.facts.isKilled, let since = parent.residualSince, now - since <= configuration.rerouteSpan
        else { return false }
        parents[index].reroutes += 1
        claims.drop(endedBy: now)
        var router = Router(terms: terms(market))
        // Who has refused once would refuse again.
        for child in parent.children where [.rejected, .denied].contains(child.record.phase) {
            router.terms[child.request.venue.slot] = nil
        }
        guard let collar = collar(market, router),
            let best = matcher.bestAllIn(parent.side, market.consumer, among: router.terms)
        else { return false }
        let request = RouteRequest(
            parent.side,
            bounded(parent.open, parent.side, market),
            limit: collar.limit(parent.side),
            allInLimit: parent.limit.bounded(by: best.worsened(by: matcher.slippageBound, parent.side), parent.side)
        )
        let route = router.route(request, over: market.consumer, claims: claims)
        return addChildren(route, best: best, to: index, market, at: now, into: &effects)
    }

    /// Tells the quote that what works for it is in doubt, or is not any more.
    private mutating func noteDoubt(_ index: Int, into effects: inout [ExecutionEffect]) {
        guard parents[index].endedAt == nil else { return }
        let isInDoubt = parents[index].children.contains { $0.record.phase == .unknown }
        guard isInDoubt != parents[index].isInDoubt else { return }
        parents[index].isInDoubt = isInDoubt
        effects.append(.quoteState(parents[index].quote, isInDoubt ? .unknown : .working))
    }

    /// Lets matches go that ended long ago and about which nothing more is to come.
    mutating func forget(at now: MonotonicTime) {
        let memory = configuration.memory
        parents.removeAll { parent in
            guard let endedAt = parent.endedAt else { return false }
            // Of what never left nothing can come any more: a market that is refused for long must not fill the memory.
            let neverLeft = parent.children.allSatisfy { $0.record.phase == .denied }
            guard now - endedAt > (neverLeft ? min(memory, Self.deniedMemory) : memory) else { return false }
            return neverLeft
                || parent.children.allSatisfy { child in
                    child.record.phase.isClosed && child.record.missingFills == .zero
                        && child.record.fence.hasPassed(at: now)
                }
        }
    }
}
