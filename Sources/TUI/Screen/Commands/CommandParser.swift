import Books

/// Turns a typed line into a command, by the table and the names of the moment.
///
/// It is a pure function: what a command does is decided elsewhere.
struct CommandParser {
    private let vocabulary: CommandVocabulary

    /// A parser that knows the names of `vocabulary`.
    init(_ vocabulary: CommandVocabulary) {
        self.vocabulary = vocabulary
    }

    /// The command that `line` says; nothing for an empty line.
    func parse(_ line: String) throws(CommandError) -> TypedCommand? {
        let words = line.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        let word = first.lowercased()
        guard let syntax = CommandTable.commands.first(where: { $0.word == word }) else {
            let nearest = Spelling.nearest(to: word, in: CommandTable.commands.map(\.word))
            throw .unknownCommand(first, nearest: nearest)
        }
        let arguments = try arguments(Array(words.dropFirst()), syntax)
        return try command(syntax, arguments)
    }

    /// Checks the number of the arguments and each of them; names come back as they are spelt here.
    private func arguments(_ words: [String], _ syntax: CommandSyntax) throws(CommandError) -> [String] {
        if words.count < syntax.required.count {
            throw .missing(syntax.required[words.count], usage: syntax.usage)
        }
        let takesRest = syntax.arguments.last?.takesRest == true
        if words.count > syntax.arguments.count, !takesRest {
            throw .tooMany(words[syntax.arguments.count], usage: syntax.usage)
        }
        if syntax.required.contains(.fault), vocabulary.faults.isEmpty {
            throw .notHere(word: syntax.word, reason: "only simulated venues have faults to make")
        }
        let named = takesRest ? syntax.arguments.dropLast() : syntax.arguments[...]
        var checked: [String] = []
        for (argument, word) in zip(named, words) {
            checked.append(try check(word, argument))
        }
        let rest = words.dropFirst(named.count).joined(separator: " ")
        return rest.isEmpty ? checked : checked + [rest]
    }

    private func check(_ word: String, _ argument: CommandArgument) throws(CommandError) -> String {
        switch argument {
        case .value, .amount, .settings, .text: return word
        case .order where Int64(word) != nil: return word
        case .speed where Self.tenths(word) != nil: return word
        case .order, .speed, .venue, .gate, .onOff, .parameter, .limit, .fault, .theme, .flash, .book:
            let known = vocabulary.words(for: argument)
            if let match = known.first(where: { $0.lowercased() == word.lowercased() }) { return match }
            throw .unknownWord(argument, word, nearest: Spelling.nearest(to: word, in: known), known: known)
        }
    }

    private func command(_ syntax: CommandSyntax, _ words: [String]) throws(CommandError) -> TypedCommand? {
        let venue = words.first.flatMap { name in vocabulary.venues.first { $0.name == name }?.venue }
        switch syntax.word {
        case "kill": return .kill
        case "rearm": return .rearm
        case "accept": return .accept
        case "arm": return .arm
        case "disarm": return .disarm
        case "hold": return .hold(venue)
        case "reduce": return .reduce
        case "run": return .run(venue)
        case "mm": return .strategy(isOn: words[0] == "on")
        case "cancel": return Int64(words[0]).map { .cancel($0) } ?? .cancelAll
        case "venue": return venue.flatMap { id in GateRequest(rawValue: words[1]).map { .gate(id, $0) } }
        case "reconnect": return venue.map { .reconnect($0) }
        case "set": return .set(parameter: words[0], value: words[1])
        case "limit": return try limit(words, syntax)
        case "fault": return venue.map { .fault($0, words: words.dropFirst().joined(separator: " ")) }
        case "filter": return .filter(words.first ?? "")
        case "zoom": return Int(words[0]).map { .zoom($0) }
        case "theme": return .theme(words.first.map { .named($0) } ?? .next)
        case "flash": return FlashMode(rawValue: words[0]).map { .flash($0) }
        case "help": return .help
        case "redraw": return .redraw
        case "suspend": return .suspend
        case "quit": return .quit
        default: return try playback(syntax, words)
        }
    }

    private func limit(_ words: [String], _ syntax: CommandSyntax) throws(CommandError) -> TypedCommand {
        guard let limit = words.first.flatMap({ name in vocabulary.limits.first { $0.name == name } }) else {
            return .limits
        }
        guard words.count > 1 else { throw .missing(.amount, usage: syntax.usage) }
        return .limit(name: limit.name, value: try LimitAmount(words[1], of: limit).value)
    }

    private func playback(_ syntax: CommandSyntax, _ words: [String]) throws(CommandError) -> TypedCommand? {
        guard vocabulary.isPlayback else {
            throw .notHere(word: syntax.word, reason: "no recording is being played")
        }
        switch syntax.word {
        case "pause": return .playback(.pause)
        case "play": return .playback(.resume)
        case "step": return .playback(.step)
        case "speed":
            return .playback(.speed(Self.tenths(words[0]).map { .tenths($0) } ?? .unlimited))
        default: return nil
        }
    }

    /// A speed with at most one decimal, 0.1 to 1000, in tenths.
    private static func tenths(_ word: String) -> Int? {
        let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, let units = whole.isEmpty ? 0 : digits(whole, most: 4) else { return nil }
        var tenths = 0
        if parts.count == 2 {
            guard parts[1].utf8.count == 1, let digit = digits(parts[1], most: 1) else { return nil }
            tenths = digit
        }
        let all = units * 10 + tenths
        return (1...10_000).contains(all) ? all : nil
    }

    private static func digits(_ text: Substring, most: Int) -> Int? {
        guard text.utf8.count <= most, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
