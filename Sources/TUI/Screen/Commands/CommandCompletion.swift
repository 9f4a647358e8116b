/// Completes the word at the end of a typed line.
struct CommandCompletion: Equatable {
    /// The line after the completion.
    let line: String
    /// The words that could stand there; none if there is nothing to choose.
    let candidates: [String]

    /// Completes `line` as far as all the words that fit agree.
    init(_ line: String, _ vocabulary: CommandVocabulary) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let typed = words.last ?? ""
        let stem = String(line.dropLast(typed.count))
        let known = Self.known(Array(words.dropLast()).filter { !$0.isEmpty }, vocabulary)
        let fitting = known.filter { $0.lowercased().hasPrefix(typed.lowercased()) }
        guard let first = fitting.first else {
            self.line = line
            candidates = []
            return
        }
        if fitting.count == 1 {
            self.line = stem + first + " "
            candidates = []
            return
        }
        let common = fitting.dropFirst().reduce(first) { Self.commonPrefix($0, $1) }
        self.line = stem + (common.count > typed.count ? common : typed)
        candidates = fitting
    }

    /// The words that may follow `before`.
    private static func known(_ before: [String], _ vocabulary: CommandVocabulary) -> [String] {
        guard let word = before.first?.lowercased() else { return CommandTable.commands.map(\.word) }
        guard let syntax = CommandTable.commands.first(where: { $0.word == word }) else { return [] }
        let index = before.count - 1
        guard syntax.arguments.indices.contains(index) else { return [] }
        // Of a limit's value the one in force is known: what is typed is often not far from it.
        if syntax.arguments[index] == .amount, let name = before.last?.lowercased() {
            return vocabulary.limits.filter { $0.name == name }.map { "\($0.value)" }
        }
        return vocabulary.words(for: syntax.arguments[index])
    }

    private static func commonPrefix(_ left: String, _ right: String) -> String {
        var prefix = ""
        for (first, second) in zip(left, right) {
            guard first.lowercased() == second.lowercased() else { break }
            prefix.append(first)
        }
        return prefix
    }
}
