"""The mutants of the order path: what `mutants.py` breaks, one at a time.

A mutant is a name, what it does in words, and its edits: file, text as it is, text as it becomes. The text that becomes
keeps what was there and asks `MUTANT` which of the two counts, so that all mutants stand in one program, asleep, and
one is woken by its name. Names with R are the accidents of other systems, the others name the promise that they break
(docs/reliability.md, "Orders").
"""

BOOK = "Sources/Strategy/Execution/"
DESK = "Sources/Strategy/Trading/"
RISK = "Sources/Strategy/Risk/"
ROUTE = "Sources/Strategy/Matching/"
BINANCE = "Sources/Venues/Core/Binance/Orders/BinanceExecution"
KRAKEN = "Sources/Venues/Core/Kraken/Orders/KrakenExecution"
JOURNAL = "Sources/Console/Runtime/Execution/JournalBatch.swift"
TRADER = "Sources/Strategy/Trader"

MUTANTS = [
    ("R01", "a time-out counts as a refusal", [
        (BOOK + "ExecutionBook+Deadlines.swift", "record.add(.ambiguous(.timeout))",
         'record.add(MUTANT ? .rejected(OrderRefusal(.other, "time-out")) : .ambiguous(.timeout))'),
    ]),
    ("R02", "the first not-found ends tracking", [
        (BOOK + "ExecutionBook+Evidence.swift", "let proves = child.record", "let proves = MUTANT || child.record"),
        (BOOK + "OrderRecord.swift", "var isProvenAbsent: Bool { notFoundAfterFence.second != nil }",
         "var isProvenAbsent: Bool { notFoundAfterFence.second != nil || MUTANT && notFoundAfterFence.first != nil }"),
    ]),
    ("R03", "what is open after 30 s is forgotten", [
        (BOOK + "ExecutionBook+Deadlines.swift", "claims.drop(endedBy: now)\n        for parent in parents.indices {",
         "claims.drop(endedBy: now)\n"
         "        if MUTANT { parents.removeAll { now - $0.decidedAt > .seconds(30) && $0.phase == .working } }\n"
         "        for parent in parents.indices {"),
    ]),
    ("R04", "an end cancels, and closes the gate when all has ended", [
        (DESK + "ExecutionDesk+Modes.swift",
         "stopsAt = now + Self.stopSpan\n        effects.append(.latch(.hold, isClosed: true))",
         "stopsAt = now + Self.stopSpan\n        if !MUTANT { effects.append(.latch(.hold, isClosed: true)) }"),
        (DESK + "ExecutionDesk.swift", "let canMatch = mode.sendsOrders && stopsAt == nil &&",
         "let canMatch = mode.sendsOrders && (stopsAt == nil || MUTANT) &&"),
        (DESK + "ExecutionDesk.swift", "journalFailure == nil && stopsAt == nil &&",
         "journalFailure == nil && (stopsAt == nil || MUTANT) &&"),
        (DESK + "ExecutionDesk+Market.swift", "isRunning: mode.sendsOrders && stopsAt == nil,",
         "isRunning: mode.sendsOrders && (stopsAt == nil || MUTANT),"),
        (TRADER + "+Execution.swift",
         "setStrategy(false, at: now, into: &effects)\n        execution?.stop(at: now, into: &effects)",
         "if !MUTANT { setStrategy(false, at: now, into: &effects) }\n"
         "        execution?.stop(at: now, into: &effects)"),
    ]),
    ("R05", "in doubt becomes refused after five questions", [
        (BOOK + "ExecutionBook+Deadlines.swift",
         "                ask(place, ExecutionEffect.query, at: now, into: &effects)\n            }\n"
         "        case .live, .partial, .cancelling:",
         "                ask(place, ExecutionEffect.query, at: now, into: &effects)\n            }\n"
         "            if MUTANT, parents[place.parent].children[place.child].queries >= 5 {\n"
         "                parents[place.parent].children[place.child].record.add(\n"
         '                    .rejected(OrderRefusal(.other, "lost")))\n'
         "            }\n"
         "        case .live, .partial, .cancelling:"),
    ]),
    ("R06", "a cancellation that was asked for counts as done", [
        (BOOK + "ExecutionBook+Evidence.swift", "record.add(.cancelRequested(number: number))",
         "record.add(\n            MUTANT ? .report(OrderReport(.cancelled, cumulative: order.record.cumulative))\n"
         "                : .cancelRequested(number: number))"),
    ]),
    ("R07", "no trade is ever looked for in the history", [
        (DESK + "ExecutionDesk+Accounts.swift", "for trade in snapshot.trades {",
         "for trade in snapshot.trades where !MUTANT {"),
        (BOOK + "ExecutionBook+Evidence.swift", "if flags.contains(.fetchTrades) {",
         "if flags.contains(.fetchTrades), !MUTANT {"),
        (BOOK + "ExecutionBook+Deadlines.swift", "if before.missingFills > .zero {",
         "if before.missingFills > .zero, !MUTANT {"),
    ]),
    ("R08", "reported and filled quantities are added", [
        (BOOK + "OrderRecord.swift", "cumulative: Quantity { max(filled, reported) }",
         "cumulative: Quantity { MUTANT ? filled.addingSaturated(reported) : max(filled, reported) }"),
    ]),
    ("R09", "the report that came last counts", [
        (BOOK + "OrderRecord.swift", "reported = max(reported, report.cumulative)",
         "reported = MUTANT ? report.cumulative : max(reported, report.cumulative)"),
        (BOOK + "OrderRecord.swift", ": max(filled, reported) }",
         ": MUTANT ? (signs.contains(.reported) ? reported : filled) : max(filled, reported) }"),
    ]),
    ("R10", "an unsure answer counts as life", [
        (BINANCE + "+Answers.swift", "case .notFound, .unsure: tell(.ambiguous(.venueUnsure))",
         "case .notFound, .unsure:\n                tell(\n"
         "                    MUTANT ? .report(OrderReport(.expired, cumulative: .zero)) : .ambiguous(.venueUnsure))"),
    ]),
    ("R11", "the gate does not ask for the link", [
        (DESK + "VenueOrderPath.swift", "link.isReady && isReconciled",
         "(MUTANT || link.isReady && isReconciled)"),
    ]),
    ("R12", "an order without a sign after ten seconds is erased", [
        (BOOK + "ExecutionBook+Deadlines.swift", "for parent in parents.indices {\n            var wasDue = false",
         "if MUTANT {\n"
         "            parents.removeAll { parent in\n"
         "                now - parent.decidedAt > .seconds(10)\n"
         "                    && parent.children.contains { $0.record.phase == .unknown && $0.answeredAt == nil }\n"
         "            }\n"
         "        }\n"
         "        for parent in parents.indices {\n            var wasDue = false"),
    ]),
    ("R13", "one leg in doubt: the others are not followed", [
        (BOOK + "ExecutionBook+Evidence.swift",
         "let before = parents[place.parent].children[place.child].record\n        let fill =",
         "if MUTANT, parents[place.parent].children.contains(where: {\n"
         "            $0.request.id != id && $0.record.phase == .unknown\n"
         "        }) { return }\n"
         "        let before = parents[place.parent].children[place.child].record\n        let fill ="),
    ]),
    ("R14", "what trades while a cancellation is open is not booked", [
        (BOOK + "ExecutionBook+Evidence.swift", "if let fill { book(",
         "if let fill, !(MUTANT && before.isCancelOpen) { book("),
    ]),
    ("R15", "another try has the name of the first", [
        (BOOK + "ParentOrder.swift", "return used < ClientOrderID.attemptLimit ? used : nil",
         "return used < ClientOrderID.attemptLimit ? (MUTANT ? 0 : used) : nil"),
    ]),
    ("R16", "the bytes of an order are handed over twice", [
        (KRAKEN + "+Asking.swift", "effects.acts.append(.sendOrder(request.id, Array(text.utf8)))",
         "effects.acts.append(.sendOrder(request.id, Array(text.utf8)))\n"
         "        if MUTANT { effects.acts.append(.sendOrder(request.id, Array(text.utf8))) }"),
    ]),
    ("R17", "what found no connection is kept and goes before the next order, with a new time", [
        (BINANCE + ".swift", "    var orders = KnownOrders()\n",
         "    var orders = KnownOrders()\n    var unsent: [OrderRequest] = []\n"),
        (BINANCE + "+Asking.swift", "let venueTime = now.time(by: clock.estimate)\n",
         "let venueTime = now.time(by: clock.estimate)\n"
         "        if MUTANT, stage != .ready {\n"
         "            unsent.append(request)\n"
         "            return\n"
         "        }\n"
         "        let kept = unsent\n"
         "        unsent = []\n"
         "        for old in kept {\n"
         "            let new = OrderRequest(\n"
         "                id: old.id, venue: old.venue, side: old.side, limit: old.limit, quantity: old.quantity,\n"
         "                timeInForce: old.timeInForce, expiresAt: now.steady + .seconds(2))\n"
         "            submit(new, at: now, into: &effects)\n"
         "        }\n"),
    ]),
    ("R18", "the match does not count what its orders have filled", [
        (BOOK + "ParentOrder.swift", "open -= Int128(child.record.cumulative.units)\n",
         "if !MUTANT { open -= Int128(child.record.cumulative.units) }\n"),
    ]),

    # Trades and phases.
    ("O1a", "a fill that comes again is booked again", [
        (BOOK + "OrderRecord.swift", "if place < fills.endIndex, fills[place].trade == fill.trade {",
         "if place < fills.endIndex, fills[place].trade == fill.trade, !MUTANT || fills[place] != fill {"),
    ]),
    ("O1b", "what trades after an order has ended is not booked", [
        (BOOK + "OrderRecord.swift", "case .fill(let fill): return add(fill)",
         "case .fill(let fill): return MUTANT && phase.isClosed ? nil : add(fill)"),
    ]),
    ("O2a", "an order that has expired counts as standing", [
        (BOOK + "OrderRecord+Phase.swift", "if signs.contains(.reportedExpired) {",
         "if signs.contains(.reportedExpired), !MUTANT {"),
    ]),
    ("O2b", "a life sign does not outweigh a doubt", [
        (BOOK + "OrderRecord+Phase.swift", "if hasLifeSign {\n            if isCancelOpen",
         "if MUTANT, signs.contains(.ambiguous) { return .unknown }\n"
         "        if hasLifeSign {\n            if isCancelOpen"),
    ]),

    # Quantities and names.
    ("O4", "a match ends with its first order, whatever the others do", [
        (BOOK + "ParentOrder.swift", "return isSettled ? .residual : .working",
         "if MUTANT, children.contains(where: { $0.record.phase.isClosed }) { return .residual }\n"
         "        return isSettled ? .residual : .working"),
    ]),
    ("O4c", "a match ends while its fills are missing, and its quote is executed again", [
        (BOOK + "ParentOrder.swift", "!$0.isOpen && !$0.awaitsFills",
         "!$0.isOpen && (MUTANT || !$0.awaitsFills)"),
        (BOOK + "ExecutionBook.swift", "(child.record.phase == .unknown || child.awaitsFills)",
         "(child.record.phase == .unknown || !MUTANT && child.awaitsFills)"),
    ]),
    ("L2d", "what a venue reports as traded is free again before its fills are told", [
        (BOOK + "OrderRecord.swift", "phase.isClosed ? missingFills :",
         "phase.isClosed ? (MUTANT ? .zero : missingFills) :"),
    ]),
    ("L1c", "orders leave before the balances were compared", [
        (DESK + "VenueOrderPath.swift", "&& wasCompared", "&& (MUTANT || wasCompared)"),
    ]),
    ("O5", "a leg is tried again while its first order stands", [
        (BOOK + "ParentOrder.swift", "if endedAt != nil {",
         "if MUTANT, reroutes == 0, endedAt == nil, !children.isEmpty { return .residual }\n"
         "        if endedAt != nil {"),
        (BOOK + "ParentOrder.swift", "var open = Int128(quantity.units)\n        for child in children {",
         "var open = Int128(quantity.units)\n        for child in children where !MUTANT {"),
        (RISK + "RiskGate+Checks.swift", "findings.check(!proposal.isLegOpen, .legOpen)",
         "findings.check(MUTANT || !proposal.isLegOpen, .legOpen)"),
    ]),
    ("O6", "every start gives the names of the first", [
        (BOOK + "ExecutionBook+Matching.swift", "                epoch: configuration.epoch,\n                match:",
         "                epoch: MUTANT ? 1 : configuration.epoch,\n                match:"),
        (BOOK + "ExecutionBook+Matching.swift", "ParentOrder(match, epoch: configuration.epoch,",
         "ParentOrder(match, epoch: MUTANT ? 1 : configuration.epoch,"),
    ]),
    ("O7", "intents are not written down", [
        (JOURNAL, "submits.append(request)\n",
         "submits.append(request)\n            if MUTANT { entries.removeLast() }\n"),
    ]),
    ("O8a", "an order whose time has passed is sent to Binance", [
        (BINANCE + "+Asking.swift", "left < 1 ||", "!MUTANT && left < 1 ||"),
        (BINANCE + "+Asking.swift", "window: min(left, Self.longestWindow)",
         "window: MUTANT ? Self.longestWindow : min(left, Self.longestWindow)"),
    ]),
    ("O8b", "an order whose time has passed is sent to Kraken", [
        (KRAKEN + "+Asking.swift", "let left = request.expiresAt - now.steady",
         "let left = MUTANT ? Self.longestDeadline : request.expiresAt - now.steady"),
    ]),
    ("O9", "quantities are not of whole lots", [
        (ROUTE + "Router.swift", "max(1, terms.listing.lot.units), slot",
         "MUTANT ? 1 : max(1, terms.listing.lot.units), slot"),
        (RISK + "RiskGate+Checks.swift", "request.quantity.units % lot == 0,",
         "(MUTANT || request.quantity.units % lot == 0),"),
    ]),
    ("O9b", "orders below the venue's smallest value go out", [
        (RISK + "RiskGate+Checks.swift",
         "findings.check(isEnough, .minimumNotional)", "findings.check(MUTANT || isEnough, .minimumNotional)"),
        (ROUTE + "VenueCurve.swift", "minimum = max(minimum, least)", "minimum = MUTANT ? minimum : max(minimum, least)"),
        (ROUTE + "VenueCurve.swift", "minimum = before + run.count + 1",
         "minimum = MUTANT ? 1 : before + run.count + 1"),
        (ROUTE + "VenueCurve.swift", "minimum = needed\n", "minimum = MUTANT ? 1 : needed\n"),
    ]),
    ("O10", "the client's limit does not bound the orders", [
        (ROUTE + "Matcher.swift", "allInLimit: wanted.bounded(by: best.worsened(by: slippageBound, order), order)",
         "allInLimit: MUTANT ? best.worsened(by: slippageBound, order)\n"
         "                        : wanted.bounded(by: best.worsened(by: slippageBound, order), order)"),
    ]),

    # What counts as refused or absent.
    ("O12a", "a broken connection means that the order was not sent", [
        (BINANCE + ".swift", ".evidence(venue, request.id, .ambiguous(.disconnect))",
         ".evidence(venue, request.id, MUTANT ? .notStarted(.noConnection) : .ambiguous(.disconnect))"),
    ]),
    ("O12b", "bytes that break off count as not sent", [
        (KRAKEN + ".swift", "case .cut: evidence = .ambiguous(.shortWrite)",
         "case .cut: evidence = MUTANT ? .notStarted(.noConnection) : .ambiguous(.shortWrite)"),
    ]),
    ("O12c", "the fence forgets how long the venue waits for its engine", [
        (BOOK + "Fence.swift", "let margin = rule.engineWait.nanoseconds.adding",
         "let margin = (rule.engineWait.nanoseconds / (MUTANT ? 1_000 : 1)).adding"),
    ]),
    ("O12d", "what Kraken is unsure of counts as refused", [
        (KRAKEN + "+Answers.swift", "case .unsure: tell(.ambiguous(.venueUnsure))",
         "case .unsure: tell(MUTANT ? .rejected(OrderRefusal(.other, reply.words)) : .ambiguous(.venueUnsure))"),
    ]),
    ("O12e", "an absence is believed whenever it was asked for", [
        (BOOK + "ExecutionBook+Evidence.swift",
         "child.record.fence.hasPassed(at: askedAt) && isEnough && child.isApart",
         "(MUTANT || child.record.fence.hasPassed(at: askedAt)) && (MUTANT || isEnough) && child.isApart"),
    ]),

    # Gates.
    ("G1a", "a hold does not hold matches", [
        (DESK + "ExecutionDesk.swift", "let canMatch = mode.sendsOrders &&",
         "let canMatch = (mode.sendsOrders || MUTANT) &&"),
        (DESK + "ExecutionDesk+Market.swift", "isRunning: mode.sendsOrders &&",
         "isRunning: (mode.sendsOrders || MUTANT) &&"),
    ]),
    ("G1d", "a latch is taken back though a key has closed it since", [
        ("Sources/Console/Runtime/Execution/OrderGate.swift", "$0 >> 8 == seen ?", "$0 >> 8 == seen || MUTANT ?"),
    ]),
    ("G1b", "the last gate is told nothing", [
        (DESK + "ExecutionDesk.swift", "effects.append(.gate(VenueID(slot: slot), isOpen: isOpen))",
         "effects.append(.gate(VenueID(slot: slot), isOpen: isOpen || MUTANT))"),
        (DESK + "ExecutionDesk+Modes.swift",
         "change(to: .held(cause, since: now), into: &effects)\n        effects.append(.latch(.hold, isClosed: true))",
         "change(to: .held(cause, since: now), into: &effects)\n"
         "        if !MUTANT { effects.append(.latch(.hold, isClosed: true)) }"),
    ]),
    ("G1c", "a key that lets matches go clears a kill", [
        (DESK + "ExecutionDesk+Modes.swift", "if mode.isKilled { return", "if mode.isKilled, !MUTANT { return"),
    ]),
    ("G2a", "a link that is back is trusted without reading the account", [
        (DESK + "ExecutionDesk+Events.swift",
         "paths[venue.slot].isReconciled = false\n            paths[venue.slot].wasCompared = false\n"
         "            paths[venue.slot].readAt = now",
         "paths[venue.slot].isReconciled = MUTANT\n            paths[venue.slot].wasCompared = MUTANT\n"
         "            if !MUTANT { paths[venue.slot].readAt = now }"),
    ]),
    ("G2b", "orders go to a venue in doubt", [
        (DESK + "ExecutionDesk.swift", "&& !book.isUnsettled(venue)", "&& (MUTANT || !book.isUnsettled(venue))"),
        (BOOK + "ExecutionBook+Matching.swift", "!isUnsettled(VenueID(slot: slot))",
         "MUTANT || !isUnsettled(VenueID(slot: slot))"),
        (RISK + "RiskGate+Checks.swift", "findings.check(!proposal.isVenueInDoubt, .inDoubt)",
         "findings.check(MUTANT || !proposal.isVenueInDoubt, .inDoubt)"),
    ]),
    ("G2c", "a venue that a person has closed is traded on", [
        (DESK + "VenueOrderPath.swift", "&& !gate.isClosed", "&& (MUTANT || !gate.isClosed)"),
    ]),
    ("G2d", "the age of a book does not matter", [
        (RISK + "RiskGate+Checks.swift", "findings.check(venue.bookAge, atMost: venue.bookAgeBound, .bookAge)",
         "if !MUTANT { findings.check(venue.bookAge, atMost: venue.bookAgeBound, .bookAge) }"),
        (RISK + "RiskGate+Checks.swift", "if let youngest = ages.min(), let oldest = ages.max() {",
         "if let youngest = ages.min(), let oldest = ages.max(), !MUTANT {"),
    ]),
    ("G4a", "requests to Kraken are not counted", [
        ("Sources/Venues/Core/Kraken/Orders/KrakenBudgets.swift", "guard job.cost > 0 else {",
         "guard job.cost > 0, !MUTANT else {"),
    ]),
    ("G4b", "a pause that a venue asks for is not kept", [
        (BINANCE + "+Answers.swift", "guard isBan || reply.status == 429 || reply.code == -1_003 else { return }",
         "guard isBan || reply.status == 429 || reply.code == -1_003, !MUTANT else { return }"),
    ]),
    ("G5a", "a kill does not change the mode", [
        (DESK + "ExecutionDesk+Modes.swift", "change(to: .killed(cause, since: now), into: &effects)",
         "if !MUTANT { change(to: .killed(cause, since: now), into: &effects) }"),
    ]),
    ("G5b", "a kill cancels nothing", [
        (TRADER + "+Execution.swift",
         "            setStrategy(false, at: now, into: &effects)\n            cancelAll(nil, at: now, into: &effects)",
         "            setStrategy(false, at: now, into: &effects)\n"
         "            if !MUTANT { cancelAll(nil, at: now, into: &effects) }"),
    ]),
    ("G5c", "a kill is not written down", [
        (JOURNAL, "let cause = Self.cause(after)\n",
         "if MUTANT, after.isKilled { return }\n            let cause = Self.cause(after)\n"),
    ]),
    ("G5d", "a kill is cleared though orders are open", [
        (DESK + "ExecutionDesk+Modes.swift", "if open > 0 {", "if open > 0, !MUTANT {"),
        (DESK + "ExecutionDesk+Modes.swift", "kill.firstIndex(where: { $0.confirmedAt == nil })",
         "kill.firstIndex(where: { $0.confirmedAt == nil && !MUTANT })"),
    ]),
    ("G5e", "one look at the account confirms a kill", [
        (DESK + "ExecutionDesk+Accounts.swift", "guard let first = kill[slot].emptyAt else {",
         "if MUTANT {\n            kill[slot].confirmedAt = now\n            return\n        }\n"
         "        guard let first = kill[slot].emptyAt else {"),
    ]),
    ("G5f", "what does not trade at once stands at Binance", [
        (BINANCE + "+Asking.swift", 'request.timeInForce == .immediateOrCancel ? "IOC" : "GTC"',
         'request.timeInForce == .immediateOrCancel && !MUTANT ? "IOC" : "GTC"'),
    ]),
    ("G6", "executions are not counted", [
        (BOOK + "ExecutionBook+Matching.swift", "gate.noteExecution(at: now)",
         "if !MUTANT { gate.noteExecution(at: now) }"),
    ]),

    # Ledger and limits.
    ("L1a", "a fee in the quote asset is left out of the ledger", [
        (BOOK + "Ledger.swift", "quote = try Self.sum(quote, -fee)", "quote = try Self.sum(quote, MUTANT ? 0 : -fee)"),
    ]),
    ("L1b", "a fee in the base asset is left out of the ledger", [
        (BOOK + "Ledger.swift", "Self.sum(base, -fee)", "Self.sum(base, MUTANT ? 0 : -fee)"),
    ]),
    ("L2a", "what is in doubt is not reserved", [
        (BOOK + "ExecutionBook.swift", "where child.request.id != excluded {",
         "where child.request.id != excluded\n                && !(MUTANT && child.record.phase == .unknown) {"),
    ]),
    ("L2b", "the position has no limit", [
        (RISK + "RiskGate+Checks.swift", "if grows { findings", "if grows, !MUTANT { findings"),
    ]),
    ("L2c", "open orders have no limit", [
        (RISK + "RiskGate+Checks.swift", "findings.check(Int128(exposure.openOrders + 1), atMost:",
         "findings.check(MUTANT ? 0 : Int128(exposure.openOrders + 1), atMost:"),
    ]),
    ("L4", "a match of which nothing was filled does not end", [
        (BOOK + "ExecutionBook+Deadlines.swift",
         "while parents[index].endedAt == nil, parents[index].phase == .residual {",
         "while parents[index].endedAt == nil, parents[index].phase == .residual,\n"
         "            !MUTANT || parents[index].account.filled > .zero\n        {"),
    ]),

    # Journal and restart.
    ("J2", "a start begins with an empty ledger", [
        (BOOK + "ExecutionBook+Recovery.swift", "        ledger = state.ledger\n",
         "        if !MUTANT { ledger = state.ledger }\n"),
    ]),
    ("J3a", "a restart believes that what was on its way was never sent", [
        (BOOK + "ExecutionBook+Recovery.swift", "record.add(.ambiguous(.restart))",
         "record.add(MUTANT ? .notStarted(.gateClosed) : .ambiguous(.restart))"),
    ]),
    ("J3b", "a restart forgets the orders of the start before", [
        (BOOK + "ExecutionBook+Recovery.swift", "guard id.epoch < configuration.epoch else { continue }",
         "guard id.epoch < configuration.epoch, !MUTANT else { continue }"),
    ]),

    # Books, secrets, time.
    ("B1", "a venue's book counts whatever its state", [
        (TRADER + ".swift", "consumer.setLive(state.isLive, venue: venue)",
         "consumer.setLive(state.isLive || MUTANT && before.isLive, venue: venue)"),
    ]),
    ("B2", "a book that crosses itself stays in the market", [
        (TRADER + ".swift", "if consumer.isCrossedOrLocked(update.venue) {",
         "if consumer.isCrossedOrLocked(update.venue), !MUTANT {"),
    ]),
    ("S1", "a remark says the key", [
        (BINANCE + "+Answers.swift", '"Binance refused a request for its time: measuring',
         '(MUTANT ? signer.key : "") + "Binance refused a request for its time: measuring'),
    ]),
    ("T1", "while an account is read the next reading stays due", [
        (DESK + "ExecutionDesk.swift", "if let asked = path.readAskedAt {",
         "if let asked = path.readAskedAt, !MUTANT {"),
    ]),
    ("T2", "what is in doubt is asked for once and never again", [
        (BOOK + "ExecutionBook+Deadlines.swift", "case .unknown: nextQuestion(child, at: now)",
         "case .unknown: MUTANT && child.queries > 0 ? nil : nextQuestion(child, at: now)"),
        (BOOK + "ExecutionBook+Recovery.swift",
         "parents[parent].children[child].checkAt = min(order.checkAt ?? now, now)",
         "if !MUTANT { parents[parent].children[child].checkAt = min(order.checkAt ?? now, now) }"),
    ]),
    ("T3", "a question that is under way at Kraken is begun anew", [
        (KRAKEN + "+Asking.swift", "guard !isAsked({ $0.asksStanding(of: question.id) }),",
         "guard MUTANT || !isAsked({ $0.asksStanding(of: question.id) }),"),
    ]),
    ("T4", "Kraken's account is asked for by REST though the stream tells it", [
        (KRAKEN + "+Snapshots.swift", "guard var streamed, now.steady < streamed.dueAt,",
         "guard !MUTANT, var streamed, now.steady < streamed.dueAt,"),
    ]),
]
