import Books
import Journal
import Runtime
import Settings
import Strategy
import Threads

/// What execution begins with in `sim`.
enum OrderSettings {
    /// The settings of a configuration, and the limits that are lower than configured because a person had lowered them.
    ///
    /// `isRestart` says that the accounts are those that the journal speaks of, so that what it holds is taken up.
    static func make(
        _ configuration: Configuration,
        _ journal: JournalTask,
        isRestart: Bool
    ) -> (settings: ExecutionSettings, kept: [LimitChange]) {
        var execution = ExecutionConfiguration(epoch: journal.epoch, fences: [.receiveWindow, .engineDeadline])
        execution.synchronisesArrival = configuration.synchronisesArrival
        let now = SteadyClock.now
        let wallTime = SteadyClock.wallTime
        var settings = ExecutionSettings(
            instrument: Composition.instrument,
            configuration: execution,
            fees: [SimulatedAccount.fee, SimulatedAccount.fee],
            // 70 % of what the venues take: 50 orders in 10 s; a counter of 180 that falls by 3.75 a second.
            budgets: [
                TokenBucket(capacity: 35, perSecondThousandths: 3_500, at: now),
                TokenBucket(capacity: 126, perSecondThousandths: 2_625, at: now),
            ],
            bookAges: [.milliseconds(1_500), .seconds(3)],
            hasDeadMansSwitch: [false, true],
            tags: journal.tags,
            wallTime: wallTime
        )
        settings.limits = limits(configuration)
        let kept = journal.history.lower(&settings.limits)
        if isRestart {
            settings.recovered = RecoveredState(
                journal.history,
                instrument: Composition.instrument,
                venues: SimulatedVenues.names,
                fences: execution.fences,
                clockError: settings.limits.clockError,
                at: now,
                wallTime: wallTime
            )
            // Never by itself: a person has to see what was found out first.
            if journal.history.epoch != nil { settings.mode = .held(.restart, since: now) }
        }
        if journal.history.isKilled { settings.mode = .killed(.latched, since: now) }
        return (settings, kept)
    }

    /// The bounds of `sim`: money is not real there, and a strategy that trades every few seconds shall not stand still
    /// after an hour; what is configured wins.
    static func limits(_ configuration: Configuration) -> RiskLimits {
        var limits = RiskLimits()
        limits.loss = 5_000
        limits.executionsPerMinute = 60
        limits.executionsPerHour = 3_600
        for name in LimitName.allCases {
            if let value = configuration.limits[name] { name.set(value, in: &limits) }
        }
        return limits
    }
}
