/// What a person opened or was told on the screen itself: the engine knows nothing of it.
public struct ScreenState: Sendable, Equatable {
    /// Whether the help lies over the books.
    public var isHelpOpen = false
    /// A remark about the last key, in the place of the newest notice until the next key.
    public var remark: String?
    /// How many frames were left out because the terminal did not take the one before.
    public var skippedFrames = 0

    /// Nothing opened.
    public init() {}

    /// Does what an action means for the screen itself.
    public mutating func handle(_ action: ConsoleAction) {
        switch action {
        case .help: isHelpOpen.toggle()
        case .close: isHelpOpen = false
        case .quit, .redraw, .suspend: break
        }
    }

    /// Takes the keys of one read and returns the actions that they ask for, in their order.
    public mutating func handle(_ keys: [KeyStroke]) -> [ConsoleAction] {
        guard !keys.isEmpty else { return [] }
        let isPaste = KeyTable.isPaste(keys)
        remark = isPaste ? "pasted text was left out: nothing here takes text" : nil
        var actions: [ConsoleAction] = []
        for key in keys where !(isPaste && key.isWriting) {
            guard let action = KeyTable.action(for: key) else { continue }
            handle(action)
            actions.append(action)
        }
        return actions
    }
}
