/// Why rung could not start, in one sentence with cause and remedy.
struct StartError: Error {
    /// The sentence.
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}
