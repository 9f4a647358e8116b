import Books

extension ScreenState {
    private static let historyLimit = 100

    /// Types a character that came with a paste.
    mutating func type(_ key: KeyStroke) {
        guard var open = prompt else { return }
        _ = open.line.handle(key)
        open.candidates = []
        prompt = open
        followFilter()
    }

    /// Opens the filter's line with the filter in force.
    mutating func openFilter() {
        var open = Prompt(kind: .filter)
        open.line.replace(with: filter)
        prompt = open
    }

    /// Takes a key into the line that is being typed.
    mutating func edit(_ key: KeyStroke, _ context: ScreenContext, into actions: inout [ConsoleAction]) {
        guard var open = prompt else { return }
        switch key {
        case .escape, .control("c"), .control("g"):
            prompt = nil
            if open.kind == .filter { filter = "" }
            return
        case .enter:
            prompt = nil
            finish(open, context, into: &actions)
            return
        case .backspace where open.line.text.isEmpty:
            prompt = nil
            return
        case .tab where open.kind == .command:
            let completion = CommandCompletion(open.line.string, CommandVocabulary(context.model, themes: themes))
            open.line.replace(with: completion.line)
            open.candidates = completion.candidates
        case .up, .down, .control("p"), .control("n"):
            recall(key == .up || key == .control("p") ? 1 : -1, &open)
        default:
            if open.line.handle(key) { open.candidates = [] }
        }
        prompt = open
        followFilter()
        if key == .character("K") { sayKillWaits() }
    }

    /// Rows are filtered while the filter is being typed.
    private mutating func followFilter() {
        guard let prompt, prompt.kind == .filter else { return }
        filter = prompt.line.string
    }

    private mutating func finish(
        _ finished: Prompt,
        _ context: ScreenContext,
        into actions: inout [ConsoleAction]
    ) {
        let text = finished.line.string
        guard finished.kind == .command else {
            filter = text
            return
        }
        guard !text.isEmpty else { return }
        history.removeAll { $0 == text }
        history.insert(text, at: 0)
        if history.count > Self.historyLimit { history.removeLast() }
        do {
            let parser = CommandParser(CommandVocabulary(context.model, themes: themes))
            guard let command = try parser.parse(text) else { return }
            run(command, context, into: &actions)
        } catch {
            remark = error.sentence
        }
    }

    private func recall(_ step: Int, _ open: inout Prompt) {
        guard open.kind == .command else { return }
        let index = (open.recalled ?? -1) + step
        if history.indices.contains(index) {
            open.recalled = index
            open.line.replace(with: history[index])
        } else if index < 0 {
            open.recalled = nil
            open.line.replace(with: "")
        }
    }

    /// Does what a typed command says, or asks first.
    private mutating func run(
        _ command: TypedCommand,
        _ context: ScreenContext,
        into actions: inout [ConsoleAction]
    ) {
        switch command {
        case .kill: killTyped(context, into: &actions)
        case .rearm, .arm, .disarm: changeLeave(command, context, into: &actions)
        case .accept: acceptBalances(context)
        case .hold(let venue): hold(venue, context, into: &actions)
        case .reduce: reduce(context, into: &actions)
        case .run(let venue): letRun(venue, context)
        case .strategy(let isOn): setStrategy(isOn: isOn, context, into: &actions)
        case .cancel(let order): cancel(order, context, into: &actions)
        case .cancelAll: cancelAll(context)
        case .gate(let venue, let request): changeGate(venue, request, context, into: &actions)
        case .reconnect(let venue): reconnect(venue, context, into: &actions)
        case .set(let parameter, let value): actions.append(.set(parameter: parameter, value: value))
        case .limits: showLimits(context)
        case .limit(let name, let value): changeLimit(name, value, context, into: &actions)
        case .fault(let venue, let words): actions.append(.fault(venue, words: words))
        case .playback(let request): actions.append(.playback(request))
        case .theme(let choice): actions.append(.theme(choice))
        case .flash(let mode): flashMode = mode
        case .filter(let text): filter = text
        case .zoom(let number): zoom(number, context)
        case .help: toggleHelp()
        case .redraw: actions.append(.redraw)
        case .suspend: suspend(context, into: &actions)
        case .quit: quit(isInterrupt: false, context, into: &actions)
        }
    }

    private mutating func killTyped(_ context: ScreenContext, into actions: inout [ConsoleAction]) {
        if let reason = context.noOrderPath { remark = "killed; " + reason }
        actions.append(.kill)
    }

    private mutating func changeLeave(
        _ command: TypedCommand,
        _ context: ScreenContext,
        into actions: inout [ConsoleAction]
    ) {
        switch (command, context.model.execution, context.model.arming) {
        case (.rearm, .killed, _):
            question = Question(text: "clear the kill? strategy stays off, execution held", action: .rearm)
        case (.rearm, _, _): remark = "nothing was killed: there is nothing to clear"
        case (_, _, .notNeeded): remark = "this mode sends no orders that cost money: there is nothing to arm"
        case (.arm, .killed, _): remark = "killed: :rearm comes first"
        case (.arm, _, .armed): remark = "armed already"
        case (.arm, _, .disarmed):
            let mode = context.model.mode.rawValue.uppercased()
            question = Question(text: "\(mode): allow orders on \(context.model.instrument.name)?", action: .arm)
        default: actions.append(.disarm)
        }
    }

    private mutating func acceptBalances(_ context: ScreenContext) {
        if let reason = context.noOrderPath {
            remark = reason
        } else {
            question = Question(text: "take the venues' balances as they are?", action: .acceptBalances)
        }
    }

    private mutating func changeGate(
        _ venue: VenueID,
        _ request: GateRequest,
        _ context: ScreenContext,
        into actions: inout [ConsoleAction]
    ) {
        if let reason = context.noOrderPath {
            remark = reason
            return
        }
        guard request == .resume else {
            actions.append(.gate(venue, request))
            return
        }
        let name = context.model.venue(venue)?.name ?? "the venue"
        question = Question(text: "open the order path to \(name) again?", action: .gate(venue, .resume))
    }
}
