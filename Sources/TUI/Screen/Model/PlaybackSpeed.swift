/// How fast a recording is played.
public enum PlaybackSpeed: Sendable, Hashable {
    /// So many tenths of the speed at which it was recorded, at least one.
    case tenths(Int)
    /// As fast as it can be read.
    case unlimited
}
