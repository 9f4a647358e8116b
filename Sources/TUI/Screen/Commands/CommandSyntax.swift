/// One line of the command table: a word, and what may stand behind it.
public struct CommandSyntax: Sendable, Hashable {
    /// The word.
    public let word: String
    /// What it does, in one phrase.
    public let description: String
    /// What is asked before it is done, if something is.
    public let asks: String?
    /// What must stand behind the word.
    let required: [CommandArgument]
    /// What may stand behind that.
    let optional: [CommandArgument]

    /// A line.
    init(
        _ word: String,
        _ description: String,
        _ required: [CommandArgument] = [],
        optional: [CommandArgument] = [],
        asks: String? = nil
    ) {
        self.word = word
        self.required = required
        self.optional = optional
        self.asks = asks
        self.description = description
    }

    /// All arguments in their order.
    var arguments: [CommandArgument] { required + optional }

    /// How it is typed: `:fault VENUE FAULT`.
    public var usage: String {
        ([":" + word] + required.map(\.name) + optional.map { "[" + $0.name + "]" }).joined(separator: " ")
    }
}
