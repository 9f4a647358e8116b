public import Books

/// What a key is judged by: the frame that the person sees, the size of the screen, and the time.
public struct ScreenContext: Sendable {
    /// The frame.
    public let model: ConsoleViewModel
    /// The size.
    public let size: ScreenSize
    /// The time of the key.
    public let now: MonotonicTime

    /// A context.
    public init(model: ConsoleViewModel, size: ScreenSize, now: MonotonicTime) {
        self.model = model
        self.size = size
        self.now = now
    }

    /// Whether an order may still be filled somewhere.
    var hasOpenOrders: Bool { model.orders.contains { $0.phase.isOpen } }

    /// Whether the strategy could send orders by itself.
    var isStrategyLive: Bool {
        guard model.trader.strategy.isOn else { return false }
        switch model.execution {
        case .none, .hold, .killed: return false
        case .run, .part, .reducing: return true
        }
    }

    /// Why no order can be sent whatever is asked, in a sentence; nothing if there is an order path.
    var noOrderPath: String? {
        if model.isReadOnly { return "this console is read-only: there is no order path" }
        guard case .none = model.execution else { return nil }
        return "\(model.mode.withoutOrders): nothing can be sent, so there is nothing to do"
    }
}
