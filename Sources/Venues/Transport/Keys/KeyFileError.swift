/// Why a key cannot be used, in one sentence for a person: the cause and the remedy.
public struct KeyFileError: Error, Sendable, Equatable {
    /// The sentence.
    public let message: String

    init(_ message: String) {
        self.message = message
    }
}
