/// Why an order was not let through: the pre-trade list, in its order.
///
/// The raw value is the code that stands on the screen and in the journal.
public enum RiskCode: String, Sendable, Hashable, CaseIterable {
    /// The console is not in the mode in which it trades.
    case notRunning = "MODE"
    /// Only orders may go that make the position smaller, and this one does not, or could turn it around.
    case notReducing = "REDUCING"
    /// The venue is not armed for orders.
    case notArmed = "ARMED"
    /// The kill switch is latched.
    case killed = "KILLED"
    /// A task has not answered the watchdog in time.
    case watchdog = "WATCHDOG"
    /// Intents cannot be written down.
    case journal = "JOURNAL"
    /// The venue's connections are not up, its book is not live, or it has contradicted itself.
    case venueNotReady = "VENUE"
    /// The venue does not trade the instrument now.
    case notTrading = "TRADING"
    /// An order at the venue is in doubt.
    case inDoubt = "DOUBT"
    /// The venue's book is old.
    case bookAge = "BOOK_AGE"
    /// The venue's events arrive late.
    case eventLag = "LAG"
    /// The books behind the decision are from too different instants.
    case booksApart = "BOOKS_APART"
    /// The venues' prices differ too much, or did so a moment ago.
    case decoupled = "DECOUPLED"
    /// The same order was just sent for another match.
    case duplicate = "DUPLICATE"
    /// An earlier order of the same leg has not ended.
    case legOpen = "LEG_OPEN"
    /// The price is not on the venue's tick.
    case tick = "TICK"
    /// The quantity is not a multiple of the venue's lot.
    case lot = "LOT"
    /// The value is less than the venue takes.
    case minimumNotional = "MIN_VALUE"
    /// The limit lies outside the price collar, or there is nothing to measure it by.
    case collar = "COLLAR"
    /// The estimate is too much worse than the best price at the decision.
    case slippage = "SLIPPAGE"
    /// The order is worth too much.
    case orderValue = "ORDER_VALUE"
    /// The order is too much of what stands there.
    case orderVolume = "ORDER_VOLUME"
    /// The position could become too large.
    case position = "POSITION"
    /// Position and open orders together could become too large.
    case grossNotional = "GROSS"
    /// Too many orders are open.
    case openOrders = "OPEN_ORDERS"
    /// The session has lost too much.
    case loss = "LOSS"
    /// It could trade against an order of our own.
    case selfTrade = "SELF_TRADE"
    /// Too many automatic executions: a person has to let more through.
    case repetition = "REPEATED"
    /// The venue's message budget is used up, but for the reserve.
    case messageBudget = "MESSAGES"
    /// The clock that signs is not known well enough.
    case clockError = "CLOCK"
    /// The offset to the venue's clock was measured too long ago.
    case clockAge = "CLOCK_AGE"
}
