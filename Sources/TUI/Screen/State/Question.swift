/// A question whose answer is No unless the person presses `y`.
struct Question: Sendable, Equatable {
    /// The question, without the choice of answers.
    let text: String
    /// What is done after a yes.
    let action: ConsoleAction

    /// What is shown.
    var shown: String { text + " [y/N]" }
}
