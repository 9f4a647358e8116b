/// A few words about what is wrong with a description or a manifest.
struct CaptureFinding: Error {
    let words: String

    init(_ words: String) {
        self.words = words
    }
}
