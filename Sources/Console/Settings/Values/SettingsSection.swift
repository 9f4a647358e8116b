public import Books
public import TUI
import Yams

/// A mapping of a settings file while it is read: remembers which keys were asked for, and refuses all others.
///
/// A question answers nil where the key is not there, and where its value is of another kind, which is noted as well.
/// So `section.integer("fps", in: 1...30) ?? 10` is all that a key with a default needs.
public final class SettingsSection {
    /// What errors call the section.
    public let name: String
    /// Where it begins.
    public let position: SettingsPosition?

    private let pairs: [(key: SettingsValue, value: SettingsValue)]
    private let problems: SettingsProblems
    private let isRoot: Bool
    private var asked: [String] = []
    private var opened: [SettingsSection] = []
    /// Whether the keys are names that the file's author chooses.
    private var isFree = false

    init(_ mapping: Node.Mapping, name: String, position: SettingsPosition?, _ problems: SettingsProblems) {
        self.name = name
        self.position = position
        self.problems = problems
        let isRoot = name == "the file"
        self.isRoot = isRoot
        pairs = mapping.map { key, value in
            let word = key.string ?? "a key"
            let path = isRoot ? word : "\(name).\(word)"
            return (
                SettingsValue(key, name: "the key \"\(word)\"", problems), SettingsValue(value, name: path, problems)
            )
        }
    }

    /// Whether a key is there.
    public func has(_ key: String) -> Bool {
        asked.append(key)
        return pairs.contains { $0.key.node.string == key }
    }

    /// The value of a key, if it is there.
    public func value(_ key: String) -> SettingsValue? {
        asked.append(key)
        return pairs.first { $0.key.node.string == key }?.value
    }

    /// The value of a key that has to be there.
    public func required(_ key: String) -> SettingsValue? {
        if let value = value(key) { return value }
        problems.note("\(isRoot ? "" : name + " ")lacks the key \"\(key)\"", at: position)
        return nil
    }

    /// All keys and values in the order of the file, for a section whose keys are names of the author's choice.
    public func entries() -> [(key: SettingsValue, value: SettingsValue)] {
        isFree = true
        return pairs.filter { $0.key.text() != nil }
    }

    /// Notes that something is wrong with the section as a whole.
    public func note(_ message: String) {
        problems.note("\(name) \(message)", at: position)
    }

    // MARK: - Kinds

    /// The text of a key.
    public func text(_ key: String) -> String? { value(key)?.text() }

    /// The whole number of a key.
    public func integer(_ key: String, in range: ClosedRange<Int>) -> Int? { value(key)?.integer(in: range) }

    /// The decimal number of a key, in counts of `unit`.
    public func decimal(
        _ key: String,
        unit: DecimalUnit,
        in range: ClosedRange<Int64> = -DecimalText.bound...DecimalText.bound
    ) -> Int64? {
        value(key)?.decimal(unit: unit, in: range)
    }

    /// The length of time of a key.
    public func duration(_ key: String, in range: ClosedRange<TimeSpan>) -> TimeSpan? {
        value(key)?.duration(in: range)
    }

    /// The `true` or `false` of a key.
    public func boolean(_ key: String) -> Bool? { value(key)?.boolean() }

    /// The choice of a key.
    public func choice<Choice>(_ key: String, _ type: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        value(key)?.choice(type)
    }

    /// The colour of a key.
    public func colour(_ key: String) -> ThemeColour? { value(key)?.colour() }

    /// The list of a key.
    public func list(_ key: String) -> [SettingsValue]? { value(key)?.list() }

    /// The section of a key.
    public func section(_ key: String) -> SettingsSection? {
        open(value(key))
    }

    /// The sections of a key: a list of mappings.
    public func sections(_ key: String) -> [SettingsSection]? {
        list(key)?.compactMap { open($0) }
    }

    /// The mapping that a value of ``entries()`` or of a list is; its keys are watched like those of this section.
    public func open(_ value: SettingsValue?) -> SettingsSection? {
        let section = value?.section()
        if let section { opened.append(section) }
        return section
    }

    // MARK: - The end

    /// Notes every key that nobody asked for, here and in the sections that were opened.
    func refuseUnknownKeys() {
        for section in opened { section.refuseUnknownKeys() }
        guard !isFree else { return }
        var seen: Set<String> = []
        for (key, _) in pairs {
            guard let word = key.text() else { continue }
            if !seen.insert(word).inserted {
                key.note("is set more than once; keep one")
            } else if !asked.contains(word) {
                let nearest = Suggestion.nearest(to: word, among: asked)
                let known =
                    nearest == nil && !asked.isEmpty ? "; there are \(Set(asked).sorted().joined(separator: ", "))" : ""
                key.note("is not known\(isRoot ? "" : " in \(name)")\(known)", suggestion: nearest)
            }
        }
    }
}
