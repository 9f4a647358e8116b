public import Books

/// What a person opened, typed, chose or was told on the screen itself: the engine knows nothing of it.
public struct ScreenState: Sendable, Equatable {
    /// A remark about the last key, in the place of the newest notice until the next key.
    public var remark: String?
    /// What the terminal measures about the screen.
    public var figures = ScreenFigures()
    /// The names of the themes there are, for the completion.
    public var themes: [String] = []
    /// Which changes light up.
    public var flashMode = FlashMode.best
    /// Whether the help lies over the books.
    public internal(set) var isHelpOpen = false

    /// How far down the help is scrolled.
    var helpOffset = 0
    /// What is known about one row, over the books.
    var details: DetailsView?
    /// The line that is being typed.
    var prompt: Prompt?
    /// The question that waits for an answer.
    var question: Question?
    /// The first press of the kill key.
    var killLatch = KillLatch()
    /// When text was pasted last in a terminal without bracketed paste, while more of it may come.
    var lastPaste: MonotonicTime?
    /// When Ctrl-C was pressed last while orders were open.
    var lastInterrupt: MonotonicTime?
    /// The pane that has the keys.
    var focus: Pane?
    /// The book that is shown alone.
    var zoomed: BookKind?
    /// The text that rows of orders and log must contain.
    var filter = ""
    /// The rows that were chosen.
    var selection = Selection()
    /// What was typed before, newest first.
    var history: [String] = []
    /// The changes that light up.
    var flash = FlashMemory()
    /// The scales of the bars.
    var scales = BarScales()
    /// The time of the frame, by the steady clock.
    var now = MonotonicTime(nanoseconds: 0)

    /// Nothing opened.
    public init() {}

    /// Takes a new frame in: what changed lights up for a moment, and bars keep their scale if they can.
    public mutating func show(_ model: ConsoleViewModel, at now: MonotonicTime) {
        self.now = now
        flash.show(model, mode: flashMode, at: now)
        scales.show(model)
    }

    /// When the screen changes by itself, if it does: a light goes out, a first press of the kill key is forgotten.
    public var deadline: MonotonicTime? {
        guard let light = flash.deadline(after: now) else { return killLatch.deadline }
        return killLatch.deadline.map { min($0, light) } ?? light
    }

    /// Takes the time.
    public mutating func advance(to now: MonotonicTime) {
        self.now = now
        if let deadline = killLatch.deadline, deadline < now {
            killLatch.release()
            remark = nil
        }
    }
}
