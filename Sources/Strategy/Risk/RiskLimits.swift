public import Books

/// The bounds of the pre-trade list.
///
/// They may be lowered while the console runs and raised only while execution is held.
public struct RiskLimits: Sendable, Hashable {
    /// The longest that the watchdog may not have been answered.
    public var watchdogAge = TimeSpan.seconds(1)
    /// How late a venue's events may be.
    public var eventLag = TimeSpan.milliseconds(750)
    /// How far apart in time the books behind a decision may be.
    public var booksApart = TimeSpan.milliseconds(250)
    /// Within this time the same order for another match is a duplicate.
    public var duplicateSpan = TimeSpan.milliseconds(500)
    /// The narrowest and widest collar, in hundredths of a percent of the reference price.
    public var collar: ClosedRange<Int64> = 25...100
    /// How much worse than the best all-in price an estimate may be, in hundredths of a percent.
    public var slippage: Int64 = 10
    /// The largest value of one order, in whole units of the quote asset.
    public var orderValue: Int64 = 1_000
    /// The largest share of the visible depth that one order may be for, in percent.
    public var orderVolumePercent: Int64 = 5
    /// The largest value of the position at its worst, in whole units of the quote asset.
    public var position: Int64 = 5_000
    /// The largest value of the position and all open orders, in whole units of the quote asset.
    public var grossNotional: Int64 = 10_000
    /// How many orders may be open.
    public var openOrders = 8
    /// The largest loss of the session, in whole units of the quote asset.
    public var loss: Int64 = 100
    /// How many automatic executions may happen in a minute before a person has to let more through.
    public var executionsPerMinute = 20
    /// How many may happen in an hour.
    public var executionsPerHour = 200
    /// How wrong the clock that signs may be.
    public var clockError = TimeSpan.milliseconds(250)
    /// How long ago the offset to the venue's clock may have been measured.
    public var clockAge = TimeSpan.seconds(60)

    /// The defaults.
    public init() {}
}
