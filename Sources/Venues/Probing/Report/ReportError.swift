/// Why a file is no report that can be read, in one sentence with the remedy.
public struct ReportError: Error, Sendable, Equatable {
    /// The sentence.
    public let sentence: String

    /// A failure that `sentence` tells.
    public init(_ sentence: String) {
        self.sentence = sentence
    }
}
