import Books

extension ScreenState {
    /// What a key about trading means now: an action, a question, or a sentence why there is nothing to do.
    mutating func trade(_ command: KeyCommand, _ context: ScreenContext, into actions: inout [ConsoleAction]) {
        switch command {
        case .strategy: toggleStrategy(context, into: &actions)
        case .hold: toggleHold(context, into: &actions)
        case .reconnect: reconnectSelected(context, into: &actions)
        case .cancel: cancelSelected(context, into: &actions)
        case .cancelAll: cancelAll(context)
        default: break
        }
    }

    private mutating func toggleStrategy(_ context: ScreenContext, into actions: inout [ConsoleAction]) {
        setStrategy(isOn: !context.model.trader.strategy.isOn, context, into: &actions)
    }

    /// Off at once, on after a yes.
    mutating func setStrategy(isOn: Bool, _ context: ScreenContext, into actions: inout [ConsoleAction]) {
        let strategy = context.model.trader.strategy
        guard strategy.state != .none else {
            remark = "this console has no strategy: there is nothing to switch"
            return
        }
        guard isOn else {
            actions.append(.stopStrategy)
            return
        }
        if strategy.isOn {
            remark = "the strategy is on already"
        } else if case .killed = context.model.execution {
            remark = "killed: :rearm comes first"
        } else {
            question = Question(text: "switch the strategy on?", action: .startStrategy)
        }
    }

    private mutating func toggleHold(_ context: ScreenContext, into actions: inout [ConsoleAction]) {
        // Where no venue takes orders nobody has held yet: this key has to, or orders would go again by themselves.
        if case .hold(let hold) = context.model.execution, !hold.endsByItself {
            letRun(nil, context)
        } else {
            hold(nil, context, into: &actions)
        }
    }

    /// Holds one venue or all, at once.
    mutating func hold(_ venue: VenueID?, _ context: ScreenContext, into actions: inout [ConsoleAction]) {
        if let reason = context.noOrderPath {
            remark = reason
        } else if case .killed = context.model.execution {
            remark = "killed: nothing can be sent anyway; :rearm clears it"
        } else {
            actions.append(.hold(venue))
        }
    }

    /// Lets only orders go that make the position smaller: at once where all go, from a hold after a yes.
    mutating func reduce(_ context: ScreenContext, into actions: inout [ConsoleAction]) {
        if let reason = context.noOrderPath {
            remark = reason
            return
        }
        switch (context.model.execution, context.model.arming) {
        case (.killed, _): remark = "killed: :rearm comes first"
        case (.reducing, _): remark = "reducing already: :run ends it, Space holds"
        case (.hold, .disarmed): remark = "not armed: :arm comes first"
        case (.hold, _):
            question = Question(text: "let orders go that make the position smaller?", action: .reduce(fromHold: true))
        case (.none, _), (.run, _), (.part, _): actions.append(.reduce(fromHold: false))
        }
    }

    /// Lets one venue or all run again, after a yes.
    mutating func letRun(_ venue: VenueID?, _ context: ScreenContext) {
        if let reason = context.noOrderPath {
            remark = reason
        } else if case .killed = context.model.execution {
            remark = "killed: :rearm comes first"
        } else if case .disarmed = context.model.arming {
            remark = "not armed: :arm comes first"
        } else {
            question = Question(text: runQuestion(venue, context), action: .run(venue))
        }
    }

    private func runQuestion(_ venue: VenueID?, _ context: ScreenContext) -> String {
        if let name = venue.flatMap({ context.model.venue($0)?.name }) { return "let orders go to \(name)?" }
        if case .reducing = context.model.execution { return "let all orders go again, not only reducing ones?" }
        return "let orders go to every live venue?"
    }

    private mutating func reconnectSelected(_ context: ScreenContext, into actions: inout [ConsoleAction]) {
        if case .book(.venue(let index)) = focus, context.model.venues.indices.contains(index) {
            reconnect(context.model.venues[index].venue, context, into: &actions)
        } else if focus == .feeds, context.model.venues.indices.contains(selection.feed) {
            reconnect(context.model.venues[selection.feed].venue, context, into: &actions)
        } else if let venue = context.model.venues.first(where: { !$0.state.isLive }) {
            reconnect(venue.venue, context, into: &actions)
        } else {
            remark = "all venues are live: choose one with Tab, then r connects it anew"
        }
    }

    /// Asks for a new connection, and says so: nothing else on the screen may change for a while.
    mutating func reconnect(_ venue: VenueID, _ context: ScreenContext, into actions: inout [ConsoleAction]) {
        remark = "connecting \(context.model.venue(venue)?.name ?? "the venue") anew"
        actions.append(.reconnect(venue))
    }

    private mutating func cancelSelected(_ context: ScreenContext, into actions: inout [ConsoleAction]) {
        guard let order = shownOrders(context.model).first(where: { $0.identifier == selection.order }) else {
            remark =
                context.model.orders.isEmpty
                ? "there is no order to cancel" : "choose an order first: Tab goes to the orders, arrows choose"
            return
        }
        cancel(order.identifier, context, into: &actions)
    }

    /// Cancels one order at once.
    mutating func cancel(_ order: Int64, _ context: ScreenContext, into actions: inout [ConsoleAction]) {
        guard let known = context.model.orders.first(where: { $0.identifier == order }) else {
            remark = "there is no order \(order)"
            return
        }
        guard known.phase.isOpen else {
            remark = "order \(order) has ended: there is nothing to cancel"
            return
        }
        actions.append(.cancel(order: order))
    }

    /// Cancels all orders after a yes.
    mutating func cancelAll(_ context: ScreenContext) {
        let open = context.model.orders.count { $0.phase.isOpen }
        guard open > 0 else {
            remark = "no order is open: there is nothing to cancel"
            return
        }
        question = Question(text: "cancel all \(open) open orders?", action: .cancelAll)
    }

    /// What a key about a recording means now.
    mutating func play(_ command: KeyCommand, _ context: ScreenContext, into actions: inout [ConsoleAction]) {
        guard let playback = context.model.playback else {
            remark = "no recording is being played: this key is for replays"
            return
        }
        switch command {
        case .pausePlayback: actions.append(.playback(playback.isPaused ? .resume : .pause))
        case .stepPlayback where !playback.isPaused:
            remark = "p pauses first; then . plays one message"
        case .stepPlayback: actions.append(.playback(.step))
        case .faster: actions.append(.playback(.faster))
        case .slower: actions.append(.playback(.slower))
        default: break
        }
    }

    /// Stops the process unless that would leave orders or the strategy alone.
    mutating func suspend(_ context: ScreenContext, into actions: inout [ConsoleAction]) {
        guard !context.hasOpenOrders, !context.isStrategyLive else {
            remark = "not suspended: it would freeze the engine; Space holds first"
            return
        }
        actions.append(.suspend)
    }

    /// Ends the console, after a yes if orders are open; a second Ctrl-C within two seconds is a yes.
    mutating func quit(isInterrupt: Bool, _ context: ScreenContext, into actions: inout [ConsoleAction]) {
        guard context.hasOpenOrders else {
            actions.append(.quit)
            return
        }
        if isInterrupt { lastInterrupt = context.now }
        question = Question(text: "cancel all and quit?", action: .cancelAllAndQuit)
    }
}
