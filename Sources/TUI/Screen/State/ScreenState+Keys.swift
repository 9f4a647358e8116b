import Books

extension ScreenState {
    /// Takes the keys of one read and returns what they ask for, in their order.
    ///
    /// Pasted text is never taken as keys. A second `K` within two seconds kills in every state of the screen, also
    /// with a prompt, a question or the help open.
    public mutating func handle(_ keys: [KeyStroke], _ context: ScreenContext) -> [ConsoleAction] {
        guard !keys.isEmpty else { return [] }
        let isPaste = isPaste(keys, at: context.now)
        remark = nil
        now = context.now
        var actions: [ConsoleAction] = []
        for key in keys {
            if isPaste, key.isWriting {
                takePasted(key)
            } else {
                handle(key, context, into: &actions)
            }
        }
        if isPaste, prompt == nil {
            remark = "pasted text was left out: it is never taken as keys"
        }
        return actions
    }

    /// Whether keys are pasted text, or the rest of a paste that came in several reads.
    private mutating func isPaste(_ keys: [KeyStroke], at now: MonotonicTime) -> Bool {
        let isNear = lastPaste.map { now - $0 <= KeyTable.pasteRest } ?? false
        let isPaste = KeyTable.isPaste(keys) || isNear && keys.contains(where: \.isWriting)
        // A terminal with bracketed paste says where one ends.
        if isPaste { lastPaste = keys.contains(.paste) ? nil : now }
        return isPaste
    }

    /// Text that arrives in one piece can fill a line that is being typed, but it cannot finish it.
    private mutating func takePasted(_ key: KeyStroke) {
        killLatch.release()
        guard case .character = key, prompt != nil else { return }
        type(key)
    }

    private mutating func handle(
        _ key: KeyStroke,
        _ context: ScreenContext,
        into actions: inout [ConsoleAction]
    ) {
        if key == .character("K") {
            if killLatch.press(at: context.now) {
                kill(context, into: &actions)
                return
            }
        } else {
            killLatch.release()
        }
        if let question {
            answer(question, key, context, into: &actions)
        } else if prompt != nil {
            edit(key, context, into: &actions)
        } else if let command = KeyTable.command(for: key) {
            if key != .control("c") { lastInterrupt = nil }
            perform(command, key, context, into: &actions)
        }
    }

    /// Only `y` is a yes; every other key, Enter and Space and Escape among them, is a no.
    private mutating func answer(
        _ asked: Question,
        _ key: KeyStroke,
        _ context: ScreenContext,
        into actions: inout [ConsoleAction]
    ) {
        question = nil
        if key == .character("y") {
            actions.append(asked.action)
        } else if key == .control("c"), let lastInterrupt, context.now - lastInterrupt <= KillLatch.window {
            self.lastInterrupt = nil
            actions.append(.cancelAllAndQuit)
        } else {
            remark = "not done: only y means yes"
            if key == .character("K") { sayKillWaits() }
        }
    }

    private mutating func kill(_ context: ScreenContext, into actions: inout [ConsoleAction]) {
        question = nil
        prompt = nil
        details = nil
        isHelpOpen = false
        // Both presses may have come in one read: what the first one said is over.
        remark = nil
        if case .killed = context.model.execution {
            remark = "already killed; :rearm clears it"
        } else if let reason = context.noOrderPath {
            remark = "killed; " + reason
        }
        actions.append(.kill)
    }

    /// Says that the first press was heard.
    mutating func sayKillWaits() {
        remark = "K again within 2 s kills: strategy off, all orders cancelled, sending locked"
    }

    /// Takes a command that did not come from a key, such as the one that the terminal's own signals ask for.
    public mutating func handle(_ command: KeyCommand, _ context: ScreenContext) -> [ConsoleAction] {
        remark = nil
        now = context.now
        var actions: [ConsoleAction] = []
        perform(command, .escape, context, into: &actions)
        return actions
    }

    private mutating func perform(
        _ command: KeyCommand,
        _ key: KeyStroke,
        _ context: ScreenContext,
        into actions: inout [ConsoleAction]
    ) {
        switch command {
        case .kill: sayKillWaits()
        case .strategy, .hold, .reconnect, .cancel, .cancelAll:
            trade(command, context, into: &actions)
        case .pausePlayback, .stepPlayback, .faster, .slower:
            play(command, context, into: &actions)
        case .nextPane, .previousPane, .left, .right, .up, .down, .pageUp, .pageDown, .top, .bottom, .nextMatch,
            .previousMatch:
            if isHelpOpen {
                scrollHelp(command, context)
            } else {
                move(command, context)
            }
        case .zoomFirst: zoom(1, context)
        case .zoomSecond: zoom(2, context)
        case .zoomThird: zoom(3, context)
        case .zoomFourth: zoom(4, context)
        case .zoom: zoomFocused(context)
        case .back: goBack()
        case .details: openDetails(context)
        case .command: prompt = Prompt(kind: .command)
        case .filter: openFilter()
        case .help: toggleHelp()
        case .theme: actions.append(.theme(.next))
        case .redraw: actions.append(.redraw)
        case .suspend: suspend(context, into: &actions)
        case .quit: quit(isInterrupt: key == .control("c"), context, into: &actions)
        }
    }

    /// Shows the help, or hides it.
    mutating func toggleHelp() {
        isHelpOpen.toggle()
        helpOffset = 0
        details = nil
    }

    private mutating func scrollHelp(_ command: KeyCommand, _ context: ScreenContext) {
        let page = max(context.size.rows - 4, 1)
        switch command {
        case .up: helpOffset -= 1
        case .down: helpOffset += 1
        case .pageUp: helpOffset -= page
        case .pageDown: helpOffset += page
        case .top: helpOffset = 0
        case .bottom: helpOffset = KeyTable.bindings.count
        default: break
        }
        helpOffset = min(max(helpOffset, 0), KeyTable.bindings.count)
    }

    /// One step back: what lies over the books, then the zoom, then the filter, then the focus.
    private mutating func goBack() {
        if isHelpOpen {
            isHelpOpen = false
        } else if details != nil {
            details = nil
        } else if zoomed != nil {
            zoomed = nil
        } else if !filter.isEmpty {
            filter = ""
        } else {
            focus = nil
        }
    }
}
