public import Books

/// One line about something that happened.
public struct NoticeView: Sendable, Hashable {
    /// When it happened.
    public var time: WallTime
    /// One sentence.
    public var text: String
    /// How much it matters.
    public var weight: NoticeWeight

    /// A notice of `text` at `time`.
    public init(time: WallTime, text: String, weight: NoticeWeight = .info) {
        self.time = time
        self.text = text
        self.weight = weight
    }
}
