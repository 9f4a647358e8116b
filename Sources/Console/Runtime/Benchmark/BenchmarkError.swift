/// Why a benchmark cannot be run.
public struct BenchmarkError: Error, Sendable, Equatable {
    /// One sentence for a person: the cause and the remedy.
    public let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}
