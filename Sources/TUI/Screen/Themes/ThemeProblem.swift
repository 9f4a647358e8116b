/// Why a theme cannot be used, in one sentence.
public struct ThemeProblem: Error, Sendable, Hashable {
    /// The sentence.
    public let sentence: String

    /// A problem with its sentence.
    public init(_ sentence: String) {
        self.sentence = sentence
    }
}
