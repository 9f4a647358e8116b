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
    /// What stands for a limit's value is no whole number.
    case notWhole(LimitView, String)
    /// The limit is counted in another unit.
    case otherUnit(LimitView, String)
    /// The number is none that the limit may be.
    case outOfRange(LimitView, String)
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
        case .notWhole(let limit, let text):
            return "\(limit.name) takes a whole number such as \(limit.words(limit.value)), and \(text) is none"
        case .otherUnit(let limit, let unit):
            let own = limit.unit.isEmpty ? "is a number without a unit" : "is counted in \(limit.unit)"
            return "\(limit.name) \(own), not in \(unit)"
        case .outOfRange(let limit, let text):
            let range = "\(limit.range.lowerBound) to \(limit.words(limit.range.upperBound))"
            return "\(limit.name) may be \(range), and \(text) is not"
        case .notHere(let word, let reason):
            return ":\(word) means nothing here: \(reason)"
        }
    }

    private static func hint(_ nearest: String?, else other: String) -> String {
        nearest.map { ": did you mean \($0)?" } ?? ": \(other)"
    }
}
