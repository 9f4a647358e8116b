import Yams

/// One value of a settings file, with its place, not yet asked for its kind.
///
/// Every question answers nil and notes a problem where the value is of another kind.
public struct SettingsValue {
    /// Where the value is.
    public let position: SettingsPosition?
    /// What errors call it: `venues.kraken.port`.
    public let name: String

    let node: Node
    let problems: SettingsProblems

    init(_ node: Node, name: String, _ problems: SettingsProblems) {
        self.node = node
        self.name = name
        self.problems = problems
        position = node.mark.map { SettingsPosition($0) }
    }

    /// Notes that something is wrong with the value: `note("is below the tick")`.
    public func note(_ message: String, suggestion: String? = nil) {
        problems.note("\(name) \(message)", at: position, suggestion: suggestion)
    }

    /// What is written, for a value that is neither a list nor a mapping, nor empty.
    public func text() -> String? {
        guard let scalar = node.scalar else {
            note("is \(kind), and should be a text")
            return nil
        }
        guard !scalar.string.isEmpty else {
            note("is empty")
            return nil
        }
        return scalar.string
    }

    /// The keys of a mapping.
    public func section() -> SettingsSection? {
        guard let mapping = node.mapping else {
            note("is \(kind), and should be a mapping: `key: value` a line")
            return nil
        }
        return SettingsSection(mapping, name: name, position: position, problems)
    }

    /// The values of a list.
    public func list() -> [SettingsValue]? {
        guard let sequence = node.sequence else {
            note("is \(kind), and should be a list: `- value` a line, or [one, two]")
            return nil
        }
        return sequence.enumerated().map { SettingsValue($1, name: "\(name)[\($0 + 1)]", problems) }
    }

    /// What errors call a value of this kind.
    private var kind: String {
        switch node {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let scalar): scalar.string.isEmpty ? "empty" : "\"\(scalar.string)\""
        case .alias: "an alias"
        }
    }
}
