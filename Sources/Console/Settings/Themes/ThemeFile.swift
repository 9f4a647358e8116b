public import TUI

/// A theme as its file has it.
public struct ThemeFile {
    /// The look of every role.
    public let theme: Theme
    /// The background that it is made for.
    public let base: ThemeBase
    /// Whether its author says that people with a colour blindness can tell its sides apart.
    public let isForAllEyes: Bool

    /// Where each role is set, for what the lint finds.
    let positions: [Role: SettingsPosition]
    /// Where the attributes of terminals without colours begin.
    let monoPosition: SettingsPosition?

    /// Reads the theme file at `path`.
    public static func load(path: String) throws(SettingsError) -> ThemeFile {
        try SettingsFile.read(path: path) { root in ThemeReader(root).read() }
    }

    /// Reads a theme out of `text`, which errors call the file `name`.
    public static func parse(_ text: String, name: String) throws(SettingsError) -> ThemeFile {
        try SettingsFile.read(text: text, name: name) { root in ThemeReader(root).read() }
    }
}
