public import TUI

extension ThemeLibrary: ThemeSource {
    /// The theme of that name; the sentence names the first mistake of a file that has some.
    public func theme(named name: String) throws(ThemeProblem) -> Theme {
        do throws(SettingsError) {
            return try load(name)
        } catch {
            let first = error.problems.first?.description ?? "the theme \(name) cannot be read"
            let rest = error.problems.count - 1
            throw ThemeProblem(rest > 0 ? "\(first), and \(rest) more" : first)
        }
    }
}
