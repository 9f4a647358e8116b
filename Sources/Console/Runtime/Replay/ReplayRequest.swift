public import TUI

/// What a person asks of a replay while it runs.
public enum ReplayRequest: Sendable, Equatable {
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
