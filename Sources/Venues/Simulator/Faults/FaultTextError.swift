/// Why a fault that somebody wrote down cannot be played.
public struct FaultTextError: Error, Sendable, Equatable {
    /// One sentence with the cause and the remedy, without a full stop.
    public let sentence: String

    /// The error that says so.
    public init(_ sentence: String) {
        self.sentence = sentence
    }
}
