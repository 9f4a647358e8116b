/// What a cell means; a theme says what that looks like.
///
/// Drawing knows roles alone, so a theme, a terminal with fewer colours or none at all changes no drawing code.
public enum Role: UInt8, Sendable, Hashable, CaseIterable {
    /// Plain text.
    case text
    /// Text that matters less, and numbers that are not current.
    case textDim
    /// Text that stands out.
    case textStrong
    /// Lines between panes.
    case frame
    /// The lines of the pane that has the keys.
    case frameFocus
    /// A pane's title.
    case title
    /// The title of the pane that has the keys.
    case titleFocus
    /// A key in the footer or in the help.
    case key
    /// What a key does.
    case keyLabel
    /// Where the person types or answers.
    case prompt
    /// The selected row.
    case selection

    /// A price that somebody bids, live.
    case bidPrice
    /// A size on the bid side, live.
    case bidSize
    /// Text with a bid's bar behind it.
    case bidBar
    /// A price that somebody asks, live.
    case askPrice
    /// A size on the ask side, live.
    case askSize
    /// Text with an ask's bar behind it.
    case askBar
    /// The leading digits that all prices of a live ladder share.
    case priceCommon
    /// A live price that belongs to no side: of a trade.
    case priceTail
    /// The mid, and what stands beside it.
    case mid
    /// A sum over levels.
    case cumulative
    /// Our own orders in a ladder.
    case own
    /// The first venue.
    case venue1
    /// The second venue.
    case venue2
    /// The third venue.
    case venue3
    /// The fourth venue.
    case venue4

    /// A number that just rose.
    case flashUp
    /// A number that just fell.
    case flashDown
    /// Something works.
    case healthOK
    /// Something is not current, or not settled.
    case healthWarn
    /// Something is broken.
    case healthDown
    /// The strategy or the execution is on.
    case stateOn
    /// The execution is held, or works in part.
    case stateHold
    /// Everything was stopped.
    case stateKilled
    /// An order that was not acknowledged yet.
    case orderSent
    /// An order that came to its end.
    case orderDone
    /// An order that was refused, or of which nothing is known.
    case orderBad
    /// Money gained.
    case pnlUp
    /// Money lost.
    case pnlDown

    /// A bid's bar drawn with block characters, in the background colour of ``bidBar``; not in theme files.
    case bidBlock
    /// An ask's bar drawn with block characters, in the background colour of ``askBar``; not in theme files.
    case askBlock
    /// The second half of ``flashUp``, weaker; not in theme files.
    case flashUpFading
    /// The second half of ``flashDown``, weaker; not in theme files.
    case flashDownFading

    /// The name in theme files; nothing for the roles whose look is computed from another one.
    public var name: String? { Self.names[Int(rawValue)] }

    /// The role of the letters of the venue in `slot`; the fifth venue looks like the first again.
    public static func venue(slot: Int) -> Role {
        switch slot % 4 {
        case 0: .venue1
        case 1: .venue2
        case 2: .venue3
        default: .venue4
        }
    }

    private static let names: [String?] = [
        "text", "text.dim", "text.strong", "frame", "frame.focus", "title", "title.focus", "key", "key.label",
        "prompt", "selection",
        "bid.price", "bid.size", "bid.bar", "ask.price", "ask.size", "ask.bar", "price.common", "price.tail", "mid",
        "cumulative", "own", "venue.1", "venue.2", "venue.3", "venue.4",
        "flash.up", "flash.down", "health.ok", "health.warn", "health.down", "state.on", "state.hold", "state.killed",
        "order.sent", "order.done", "order.bad", "pnl.up", "pnl.down",
        nil, nil, nil, nil,
    ]
}
