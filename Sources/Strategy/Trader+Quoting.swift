public import Books

/// The trader book within the trader.
extension Trader {
    /// What a person sees of the strategy; nil where the console has none.
    public func strategyView(at now: MonotonicTime) -> StrategyView? {
        desk?.view(traderBook, inventory: inventory, at: now)
    }

    /// What a person may change of the strategy; nil where the console has none.
    public var strategyParameters: QuotingParameters? { desk?.parameters }

    /// When something happens by time alone: until then a step without an event changes nothing.
    public var deadline: MonotonicTime? {
        guard let execution = execution?.deadline else { return desk?.deadline }
        return desk?.deadline.map { min($0, execution) } ?? execution
    }

    /// Brings the quotes up to `now`; what the market has reached is executed before prices change.
    mutating func quote(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard desk != nil, Self.look(&desk, consumer, decoupling, &traderBook, at: now, into: &effects) else { return }
        execute(at: now, into: &effects)
        let isReducing = execution?.mode.isReducing ?? false
        Self.requote(
            &desk,
            consumer,
            venues,
            inventory: inventory,
            isReducing: isReducing,
            &traderBook,
            at: now,
            into: &effects
        )
    }

    /// Switches the strategy on or off.
    mutating func setStrategy(_ isOn: Bool, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard desk != nil else {
            effects.append(.parameterRefused(.noStrategy))
            return
        }
        desk?.setOn(isOn, &traderBook, into: &effects)
        quote(at: now, into: &effects)
    }

    /// Sets a parameter of the strategy.
    mutating func setParameter(_ name: String, to value: String, into effects: inout [TraderEffect]) {
        do throws(ParameterError) {
            guard let change = try desk?.set(name, to: value) else { throw .noStrategy }
            effects.append(.parameterChanged(change))
        } catch {
            effects.append(.parameterRefused(error))
        }
    }

    /// The steps themselves, with every part handed over: the compiler cannot tell them apart through an optional of
    /// `self`.
    private static func look(
        _ desk: inout QuoteDesk?,
        _ consumer: ConsumerBook,
        _ decoupling: Decoupling?,
        _ book: inout TraderBook,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) -> Bool {
        desk?.look(consumer, decoupling: decoupling, &book, at: now, into: &effects) ?? false
    }

    private static func requote(
        _ desk: inout QuoteDesk?,
        _ consumer: ConsumerBook,
        _ venues: [VenueRecord],
        inventory: Quantity,
        isReducing: Bool,
        _ book: inout TraderBook,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        desk?.requote(
            consumer,
            venues,
            inventory: inventory,
            isReducing: isReducing,
            &book,
            at: now,
            into: &effects
        )
    }
}
