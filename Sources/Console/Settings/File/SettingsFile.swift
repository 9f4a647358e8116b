import Yams

/// Reads YAML strictly: what is not understood is refused, with its place, and nothing is skipped in silence.
///
/// One document, whose root is a mapping. Keys that nobody asks for are refused, and keys that come twice. Scalars
/// have no types of their own: `no` is the text "no" until somebody asks for a yes or no.
public enum SettingsFile {
    /// Reads the file at `path` with `body`, which asks for the keys that there may be.
    ///
    /// What `body` returns counts only if nothing was wrong.
    public static func read<Result>(
        path: String,
        _ body: (SettingsSection) -> Result
    ) throws(SettingsError) -> Result {
        try read(text: SettingsText.load(path), name: path, body)
    }

    /// Reads `text`, which errors call the file `name`, with `body`.
    public static func read<Result>(
        text: String,
        name: String,
        _ body: (SettingsSection) -> Result
    ) throws(SettingsError) -> Result {
        let problems = SettingsProblems(file: name)
        guard let root = root(of: text, problems) else { throw SettingsError(problems.all) }
        let result = body(root)
        root.refuseUnknownKeys()
        guard problems.all.isEmpty else { throw SettingsError(problems.all) }
        return result
    }

    /// The document's root; nil with a problem noted if there is none.
    private static func root(of text: String, _ problems: SettingsProblems) -> SettingsSection? {
        do {
            // Without rules for types "1" and 1 are the same key.
            let node = try Yams.compose(yaml: text, .basic, .default, .utf8)
            // A file without anything in it is one in which nothing is set.
            let isEmpty = node.map { $0.scalar?.string.isEmpty == true } ?? true
            let root = isEmpty ? Node.mapping(Node.Mapping([])) : node
            return root.flatMap { SettingsValue($0, name: "the file", problems).section() }
        } catch let error as YamlError {
            note(error, in: text, problems)
        } catch {
            problems.note("is not YAML: \(error)", at: nil)
        }
        return nil
    }

    /// Notes what the YAML parser found.
    private static func note(_ error: YamlError, in text: String, _ problems: SettingsProblems) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            problems.note("is not YAML here: \(problem)", at: SettingsPosition(mark))
        case .reader(let problem, let offset, _, _):
            problems.note("is not YAML here: \(problem)", at: offset.map { SettingsPosition(offset: $0, in: text) })
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
            let verb = duplicates.count == 1 ? "is" : "are"
            problems.note(
                "\(names) \(verb) set more than once in one mapping; keep one",
                at: SettingsPosition(context.mark)
            )
        default:
            problems.note("is not YAML: \(error)", at: nil)
        }
    }
}

extension SettingsPosition {
    /// The place that the parser means.
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }

    /// The place of the character number `offset` of a text.
    init(offset: Int, in text: String) {
        var position = (line: 1, column: 1)
        for character in text.prefix(offset) {
            position = character.isNewline ? (position.line + 1, 1) : (position.line, position.column + 1)
        }
        self.init(line: position.line, column: position.column)
    }
}
