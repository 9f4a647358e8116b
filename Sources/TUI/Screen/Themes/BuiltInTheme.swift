/// The theme that is built in, and no other.
public struct BuiltInTheme: ThemeSource {
    /// The source.
    public init() {}

    /// Its name alone.
    public var names: [String] { [Theme.standard.name] }

    /// The built-in theme.
    public func theme(named name: String) throws(ThemeProblem) -> Theme {
        guard name == Theme.standard.name else { throw ThemeProblem("there is no theme \"\(name)\"") }
        return .standard
    }
}
