/// What a level change did to a ladder.
public enum LevelChange: Sendable, Equatable {
    /// The price was not there and is now.
    case inserted
    /// The price was there and has another quantity now, or the same again.
    case changed
    /// The price was there and is gone.
    case removed
    /// The price was to be removed and was not there: routine where a venue's snapshot is cut at a depth.
    case absent
}
