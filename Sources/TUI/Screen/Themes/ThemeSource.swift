/// Where a session gets themes from while it runs.
public protocol ThemeSource {
    /// The names of the themes there are, the built-in one first.
    var names: [String] { get }

    /// The theme of that name, read anew.
    func theme(named name: String) throws(ThemeProblem) -> Theme
}
