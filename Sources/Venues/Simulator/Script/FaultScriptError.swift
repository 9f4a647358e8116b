/// Why a script of faults cannot be played.
public struct FaultScriptError: Error, Sendable, Equatable {
    /// The line, counted from 1.
    public let line: Int
    /// One sentence with the cause and the remedy, without a full stop.
    public let sentence: String
}
