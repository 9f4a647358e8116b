/// Why a typed command was not understood.
enum CommandError: Error, Hashable {
    /// There is no such command.
    case unknownCommand(String, nearest: String?)
    /// Something is missing behind the word.
    case missing(CommandArgument, usage: String)
    /// Too much stands behind the word.
    case tooMany(String, usage: String)
    /// A word is not one of those that may stand there.
    case unknownWord(CommandArgument, String, nearest: String?, known: [String])
    /// The command means nothing in this console.
    case notHere(word: String, reason: String)

    /// One sentence with the cause and what to type instead.
    var sentence: String {
        switch self {
        case .unknownCommand(let word, let nearest):
            return "there is no command :\(word)" + Self.hint(nearest.map { ":" + $0 }, else: "Tab shows all of them")
        case .missing(let argument, let usage):
            return "\(usage): the \(argument.noun) is missing"
        case .tooMany(let word, let usage):
            return "\(usage): \(word) is too much"
        case .unknownWord(let argument, let word, let nearest, let known):
            let list = known.isEmpty ? "there is none here" : "one of " + known.prefix(8).joined(separator: ", ")
            return "there is no \(argument.noun) \(word)" + Self.hint(nearest, else: list)
        case .notHere(let word, let reason):
            return ":\(word) means nothing here: \(reason)"
        }
    }

    private static func hint(_ nearest: String?, else other: String) -> String {
        nearest.map { ": did you mean \($0)?" } ?? ": \(other)"
    }
}
