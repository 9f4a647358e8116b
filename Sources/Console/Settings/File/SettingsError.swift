/// Everything that is wrong in a settings file: at least one problem, in the order of the lines.
public struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The problems.
    public let problems: [SettingsProblem]

    /// One line a problem.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }

    init(_ problems: [SettingsProblem]) {
        self.problems = problems
    }
}
