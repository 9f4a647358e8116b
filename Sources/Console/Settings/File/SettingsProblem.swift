/// One thing that is wrong in a settings file.
public struct SettingsProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file's name as the person gave it.
    public let file: String
    /// Where it is; nothing where the file as a whole is meant.
    public let position: SettingsPosition?
    /// What is wrong.
    public let message: String
    /// What was probably meant.
    public let suggestion: String?

    /// The problem in one line, in the form that editors and compilers share: `file:line:column: message`.
    public var description: String {
        let place = position.map { ":\($0.line):\($0.column)" } ?? ""
        let question = suggestion.map { " (did you mean \"\($0)\"?)" } ?? ""
        return "\(file)\(place): \(message)\(question)"
    }
}
