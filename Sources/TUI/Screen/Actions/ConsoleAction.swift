public import Books

/// What a key or a command asks of the engine or of the terminal, after every question about it was answered with yes.
///
/// The screen does nothing by itself: it hands these values out, and whoever runs it carries them out.
public enum ConsoleAction: Sendable, Hashable {
    /// Cancel working orders and block new ones, at one venue or, without one, at all.
    case hold(VenueID?)
    /// Let orders go again, to one venue or to all.
    case run(VenueID?)
    /// Let only orders go that make the position smaller: at once while all go, from a hold only after a yes.
    case reduce(fromHold: Bool)
    /// Switch the strategy on.
    case startStrategy
    /// Switch the strategy off.
    case stopStrategy
    /// Switch the strategy off, cancel everything, lock sending.
    case kill
    /// Unlock sending after a kill; the strategy stays off and the execution held.
    case rearm
    /// Take the venues' balances as they are, where they are not what the fills make them.
    case acceptBalances
    /// Allow orders that cost money.
    case arm
    /// Take that leave back.
    case disarm
    /// Make a new connection to a venue now.
    case reconnect(VenueID)
    /// Cancel one order, by its ``OrderView/identifier``.
    case cancel(order: Int64)
    /// Cancel all orders; the strategy stays as it is.
    case cancelAll
    /// Change which orders may go to a venue.
    case gate(VenueID, GateRequest)
    /// Give a parameter another value.
    case set(parameter: String, value: String)
    /// Give a limit of the pre-trade list another value; raising one is asked about first.
    case limit(name: String, value: Int64, isAsked: Bool)
    /// Make a fault at a simulated venue: its name, and its parameters if there are any.
    case fault(VenueID, words: String)
    /// Change how the recording is played.
    case playback(PlaybackRequest)
    /// Take another theme.
    case theme(ThemeChoice)
    /// Draw the whole screen again.
    case redraw
    /// Stop the process and give the terminal back to the shell until it is continued.
    case suspend
    /// The process was stopped and goes on: the time in between was nobody's.
    case continued
    /// The terminal has taken no frame for so long that nobody can know what happens.
    case unseen
    /// Cancel all orders, wait for the answers, then end the console.
    case cancelAllAndQuit
    /// End the console.
    case quit
}
