/// The last row: the keys that work now.
struct KeyRow {
    private let items: [Item]
    /// What Tab found in a command, in the place of the keys.
    private let candidates: [String]

    /// One key with its label.
    struct Item: Equatable {
        /// The key, or the command.
        let key: String
        /// What it does now.
        let label: String
        /// How soon it is left out.
        let rank: Int
    }

    /// The row for what the person sees.
    init(_ model: ConsoleViewModel, _ state: ScreenState) {
        candidates = state.prompt?.candidates ?? []
        if state.question != nil {
            items = [Item(key: "y", label: "yes", rank: 0), Item(key: "any other key", label: "no", rank: 1)]
        } else if let prompt = state.prompt {
            items = Self.items(prompt)
        } else {
            items = Self.items(model)
        }
    }

    /// Draws as many as fit, in their order, without those that matter least.
    func draw(on canvas: inout Canvas, in region: Region) {
        let gap = region.columns >= 100 ? 3 : 2
        guard candidates.isEmpty else {
            let text = candidates.joined(separator: "  ")
            canvas.write(foreign: text, .keyLabel, column: 1, in: region)
            return
        }
        var column = 1
        for item in fitting(region.columns, gap) {
            column = canvas.write(foreign: item.key, .key, column: column, in: region) + 1
            column = canvas.write(foreign: item.label, .keyLabel, column: column, in: region) + gap
        }
    }

    private func fitting(_ width: Int, _ gap: Int) -> [Item] {
        var kept = items
        func length() -> Int {
            kept.reduce(1) { $0 + $1.key.unicodeScalars.count + 1 + $1.label.unicodeScalars.count + gap } - gap
        }
        while length() > width, let worst = kept.indices.max(by: { kept[$0].rank < kept[$1].rank }) {
            kept.remove(at: worst)
        }
        return kept
    }

    private static func items(_ prompt: Prompt) -> [Item] {
        let finish = Item(key: "Enter", label: prompt.kind == .command ? "run" : "keep", rank: 1)
        let complete = Item(key: "Tab", label: "complete", rank: 2)
        let recall = Item(key: "Up", label: "history", rank: 3)
        let leave = Item(key: "Esc", label: prompt.kind == .command ? "leave" : "drop", rank: 0)
        return prompt.kind == .command ? [finish, complete, recall, leave] : [finish, leave]
    }

    private static func items(_ model: ConsoleViewModel) -> [Item] {
        if case .killed = model.execution {
            let rearm = Item(key: ":rearm", label: "clear kill...", rank: 1)
            let others = KeyTable.bindings.filter { ![.strategy, .hold, .kill].contains($0.command) }
            return [rearm] + others.compactMap { item($0, model) }
        }
        return KeyTable.bindings.compactMap { item($0, model) }
    }

    private static func item(_ binding: KeyBinding, _ model: ConsoleViewModel) -> Item? {
        guard let first = binding.keys.first, let label = label(binding, model) else { return nil }
        let key = binding.command == .zoomFirst ? "1-4" : first.name
        return Item(key: key, label: label, rank: binding.rank)
    }

    /// The label that fits what the key would do now; nothing where the footer does not name it now.
    private static func label(_ binding: KeyBinding, _ model: ConsoleViewModel) -> String? {
        switch binding.command {
        case .strategy: return model.trader.strategy.isOn ? "MM off" : "MM on"
        case .hold:
            if case .hold(let hold) = model.execution, !hold.endsByItself { return "run..." }
            return binding.label
        case .reconnect: return model.venues.contains { !$0.state.isLive } ? binding.label : nil
        case .pausePlayback: return model.playback.map { $0.isPaused ? "go on" : "pause" }
        default: return binding.label
        }
    }
}
