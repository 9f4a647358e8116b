import Books

/// A command that a person typed, understood.
enum TypedCommand: Sendable, Hashable {
    /// Kill at once: the typed word is the friction.
    case kill
    /// Unlock sending after a kill.
    case rearm
    /// Take the venues' balances as they are.
    case accept
    /// Allow orders that cost money.
    case arm
    /// Take that leave back.
    case disarm
    /// Hold one venue or all.
    case hold(VenueID?)
    /// Let only orders go that make the position smaller.
    case reduce
    /// Let one venue or all run.
    case run(VenueID?)
    /// Switch the strategy.
    case strategy(isOn: Bool)
    /// Connect a venue anew.
    case reconnect(VenueID)
    /// Cancel one order, by its number.
    case cancel(Int64)
    /// Cancel all orders.
    case cancelAll
    /// Change which orders may go to a venue.
    case gate(VenueID, GateRequest)
    /// Give a parameter another value.
    case set(parameter: String, value: String)
    /// Show the limits of the pre-trade list.
    case limits
    /// Give one of them another value.
    case limit(name: String, value: Int64)
    /// Make a fault at a simulated venue: its name, and its parameters if there are any.
    case fault(VenueID, words: String)
    /// Change how the recording is played.
    case playback(PlaybackRequest)
    /// Take a theme, or the next one.
    case theme(ThemeChoice)
    /// Choose which changes light up.
    case flash(FlashMode)
    /// Show only what contains a text; an empty text shows all.
    case filter(String)
    /// Show one book alone, the first being 1; 0 shows all.
    case zoom(Int)
    /// Show the help.
    case help
    /// Draw everything again.
    case redraw
    /// Give the terminal back to the shell.
    case suspend
    /// End the console.
    case quit
}
