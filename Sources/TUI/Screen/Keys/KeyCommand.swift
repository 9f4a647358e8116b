/// What a key means, before it is known whether there is something to act on.
public enum KeyCommand: Sendable, Hashable, CaseIterable {
    /// Switch the strategy on or off.
    case strategy
    /// Hold the execution, or let it run again.
    case hold
    /// Kill, the second time within two seconds.
    case kill
    /// Connect the selected venue anew.
    case reconnect
    /// Give the keys to the next pane.
    case nextPane
    /// Give the keys to the pane before.
    case previousPane
    /// Show the first book alone.
    case zoomFirst
    /// Show the second book alone.
    case zoomSecond
    /// Show the third book alone.
    case zoomThird
    /// Show the fourth book alone.
    case zoomFourth
    /// Show the book that has the keys alone, or all of them again.
    case zoom
    /// Go back: close what lies over the books, show all books, drop the filter.
    case back
    /// Open the command prompt.
    case command
    /// Open the filter prompt.
    case filter
    /// Go to the next row that the filter lets through.
    case nextMatch
    /// Go to the row before.
    case previousMatch
    /// Take the next theme.
    case theme
    /// Show or hide the help.
    case help
    /// End the console.
    case quit
    /// Select the row above.
    case up
    /// Select the row below.
    case down
    /// Give the keys to the pane on the left.
    case left
    /// Give the keys to the pane on the right.
    case right
    /// Go up a page.
    case pageUp
    /// Go down a page.
    case pageDown
    /// Select the first row.
    case top
    /// Select the last row.
    case bottom
    /// Show all that is known about the selected row.
    case details
    /// Cancel the selected order.
    case cancel
    /// Cancel all orders.
    case cancelAll
    /// Let the recording stand still or go on.
    case pausePlayback
    /// Play one message.
    case stepPlayback
    /// Play the recording faster.
    case faster
    /// Play the recording slower.
    case slower
    /// Draw the whole screen again.
    case redraw
    /// Give the terminal back to the shell.
    case suspend
}
