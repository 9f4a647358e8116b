/// What a person asks for while a recording is played.
public enum PlaybackRequest: Sendable, Hashable {
    /// Stand still.
    case pause
    /// Go on.
    case resume
    /// Play the next message, standing still.
    case step
    /// Play twice as fast.
    case faster
    /// Play half as fast.
    case slower
    /// Play that fast.
    case speed(PlaybackSpeed)
}
