import Settings

/// The themes that a shell offers to complete.
enum ThemeNames {
    /// Their names.
    static var all: [String] { ThemeLibrary(folders: Folders.themes).names }
}
