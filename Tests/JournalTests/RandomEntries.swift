import Books
import Journal
import Strategy
import TestKit

/// Entries of all kinds with any values that their types can hold.
struct RandomEntries {
    var generator: SplitMix64

    mutating func entry() -> JournalEntry {
        switch generator.pick(0...19) {
        case 0: .epoch(epoch())
        case 1: .matched(match())
        case 2: .intent(OrderIntent(request: request(), expiresAt: wall(), fencePassesAt: wall()))
        case 3, 4: .evidence(venue(), id(), evidence())
        case 5: .denied(request(), (0..<generator.pick(0...3)).map { _ in refusal() })
        case 6: .cancelAsked(OrderQuestion(id: id(), venue: venue(), number: generator.pick(Int.min...Int.max)))
        case 7: .ended(report())
        case 8: .mode(mode())
        case 9: .parameter(ParameterChange(name: text(), before: text(), after: text()))
        case 10: .fence(FenceResult(venue: venue(), id: id(), phase: pick(OrderPhase.allCases), questions: count()))
        case 11: .checkpoint(checkpoint())
        case 12: .link(venue(), link())
        case 13: .alarm(alarm())
        case 14: .note(text())
        case 15: .reconciled(reconciliation())
        case 16: .sealed(venue(), id())
        case 17: .nonce(venue(), generator.next())
        case 18: .limit(LimitChange(pick(LimitName.allCases), before: integer(), after: integer(), who: text()))
        default:
            generator.oneIn(2)
                ? .lost(count()) : .end(JournalEnd(exitCode: count(), openOrders: count(), why: text()))
        }
    }

    mutating func evidence() -> OrderEvidence {
        switch generator.pick(0...11) {
        case 0: .intent
        case 1: .denied
        case 2: .sendStarted
        case 3: .notStarted(pick(NotStarted.allCases))
        case 4: .ambiguous(pick(Ambiguity.allCases))
        case 5: .acknowledged(venueOrderID: text())
        case 6: .rejected(OrderRefusal(pick(OrderRefusal.Kind.allCases), text()))
        case 7: .fill(fill())
        case 8: .report(OrderReport(pick(OrderReport.Status.allCases), cumulative: quantity()))
        case 9: .cancelRequested(number: count())
        case 10: .cancelRejected(number: count(), OrderRefusal(pick(OrderRefusal.Kind.allCases), text()))
        default: .notFound(number: count(), generator.oneIn(2) ? .beforeFence : .afterFence)
        }
    }

    // MARK: - Parts

    private mutating func epoch() -> JournalEpoch {
        JournalEpoch(
            number: generator.pick(1...UInt32.max),
            build: text(),
            configuration: text(),
            install: text(),
            instrument: Instrument(
                base: text(),
                quote: text(),
                priceUnit: DecimalUnit(decimals: generator.pick(0...18)),
                quantityUnit: DecimalUnit(decimals: generator.pick(0...18))
            ),
            venues: (0..<generator.pick(0...8)).map { _ in text() },
            continues: generator.oneIn(2) ? JournalHead(file: text(), sequence: integer(), chain: text()) : nil
        )
    }

    private mutating func match() -> JournalMatch {
        var books = BookVersions()
        for slot in 0..<VenueID.limit where generator.oneIn(3) { books[VenueID(slot: slot)] = generator.next() }
        return JournalMatch(
            number: generator.next(),
            quote: QuoteID(number: generator.next()),
            side: pick(OrderSide.allCases),
            quantity: quantity(),
            limit: AllInPrice(units: wide()),
            decisionMid: generator.oneIn(2) ? Mid(doubled: integer()) : nil,
            books: books
        )
    }

    private mutating func request() -> OrderRequest {
        OrderRequest(
            id: id(),
            venue: venue(),
            side: pick(OrderSide.allCases),
            limit: Price(units: integer()),
            quantity: quantity(),
            timeInForce: generator.oneIn(2) ? .immediateOrCancel : .goodTillCancelled,
            expiresAt: MonotonicTime(nanoseconds: integer())
        )
    }

    private mutating func refusal() -> RiskRefusal {
        RiskRefusal(pick(RiskCode.allCases), venue(), value: wide(), bound: wide())
    }

    private mutating func fill() -> OrderFill {
        OrderFill(
            trade: TradeID(text()),
            quantity: quantity(),
            price: Price(units: integer()),
            fee: Fee(
                asset: generator.oneIn(3) ? .base : generator.oneIn(2) ? .quote : .other(text()),
                units: integer()
            ),
            exchangeTime: generator.oneIn(2) ? wall() : nil
        )
    }

    private mutating func report() -> ParentReport {
        var account = ParentAccount()
        account.requested = quantity()
        account.filled = quantity()
        account.working = quantity()
        account.cancelled = quantity()
        account.rejected = quantity()
        account.unknown = quantity()
        account.unallocated = quantity()
        account.surplus = quantity()
        return ParentReport(
            number: generator.next(),
            quote: QuoteID(number: generator.next()),
            side: pick(OrderSide.allCases),
            phase: pick([.planned, .working, .residual, .done, .partDone, .aborted]),
            account: account,
            notional: Notional(units: wide()),
            filled: quantity(),
            slippage: any(integer()),
            arrivalSlippage: any(integer()),
            effectiveSpread: any(integer()),
            fillRatio: integer(),
            timeToFill: any(TimeSpan(nanoseconds: integer())),
            children: (0..<generator.pick(0...3)).map { _ in
                ChildReport(
                    venue: venue(),
                    phase: pick(OrderPhase.allCases),
                    ordered: quantity(),
                    filled: quantity(),
                    answerTime: any(TimeSpan(nanoseconds: integer()))
                )
            }
        )
    }

    private mutating func mode() -> ModeChange {
        ModeChange(
            venue: any(venue()),
            from: pick(JournalMode.allCases),
            to: pick(JournalMode.allCases),
            who: text(),
            why: text()
        )
    }

    private mutating func checkpoint() -> LedgerCheckpoint {
        LedgerCheckpoint(
            accounts: (0..<generator.pick(0...8)).map { _ in
                VenueAccount(
                    base: wide(),
                    quote: wide(),
                    baseFees: wide(),
                    baseFeesInQuote: wide(),
                    quoteFees: wide(),
                    otherFees: (0..<generator.pick(0...2)).map { _ in .init(asset: text(), units: wide()) },
                    fills: count()
                )
            },
            holding: Holding(position: wide(), cost: wide(), realised: wide()),
            stateHash: text()
        )
    }

    private mutating func link() -> OrderLinkState {
        switch generator.pick(0...4) {
        case 0: return .connecting
        case 1: return .ready
        case 2:
            let reasons: [DownReason] = [
                .transport(text()), .closedByVenue(text()), .silence(TimeSpan(nanoseconds: integer())),
                .unreadable(text()), .refused(text()),
            ]
            return .down(pick(reasons), attempt: count(), retryAt: MonotonicTime(nanoseconds: integer()))
        case 3: return .barred(until: MonotonicTime(nanoseconds: integer()))
        default: return .refused(text())
        }
    }

    private mutating func alarm() -> ExecutionAlarm {
        let phases = OrderPhase.allCases
        return pick([
            .overfilled(id()), .contradiction(id()), .conflict(id()), .vanished(id()), .orphan(id()),
            .lateFill(id(), TradeID(text())), .notBooked(id(), TradeID(text())),
            .impossibleStep(id(), from: pick(phases), to: pick(phases)),
        ])
    }

    private mutating func reconciliation() -> Reconciliation {
        Reconciliation(
            venue: venue(),
            tradesSince: any(wall()),
            askedAt: wall(),
            openOrders: count(),
            orphans: (0..<generator.pick(0...2)).map { _ in id() },
            foreignOrders: count(),
            differences: (0..<generator.pick(0...2)).map { _ in
                .init(asset: text(), expected: wide(), found: wide())
            },
            opening: any(AccountOpening(base: wide(), quote: wide())),
            isAccepted: generator.oneIn(2)
        )
    }

    // MARK: - Values

    private mutating func any<Value>(_ value: Value) -> Value? { generator.oneIn(2) ? value : nil }
    private mutating func pick<Value>(_ values: [Value]) -> Value { generator.pick(values) }
    private mutating func integer() -> Int64 {
        generator.oneIn(4) ? generator.pick([.min, .max, 0, -1]) : generator.pick(Int64.min...Int64.max)
    }
    private mutating func wide() -> Int128 { generator.oneIn(5) ? .min : Int128(integer()) * Int128(integer()) }
    private mutating func count() -> Int { Int(integer()) }
    private mutating func quantity() -> Quantity { Quantity(units: integer()) }
    private mutating func wall() -> WallTime { WallTime(nanoseconds: integer()) }
    private mutating func venue() -> VenueID { VenueID(slot: generator.pick(0...VenueID.limit - 1)) }
    private mutating func id() -> ClientOrderID {
        ClientOrderID(
            epoch: generator.pick(0...ClientOrderID.epochLimit - 1),
            match: generator.pick(0...ClientOrderID.matchLimit - 1),
            leg: generator.pick(0...UInt8.max),
            attempt: generator.pick(0...15),
            side: pick(OrderSide.allCases),
            tags: JournalBench.tags
        )
    }
    private mutating func text() -> String {
        let hostile = [
            "", "a", "\"", "\\", "\n\u{1B}[31m", "\u{202E}x\u{200B}", "\u{0}", "ñ€", "😀", "e\u{301}", "{}", "\u{7F}",
        ]
        return (0..<generator.pick(0...4)).map { _ in pick(hostile) }.joined()
    }
}
