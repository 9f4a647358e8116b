import Glibc
public import TUI

/// The themes that a person can choose by name: those in the folders, the first folder with a name first, and the one
/// that is built in.
public struct ThemeLibrary: Sendable {
    private let folders: [String]

    /// A library of the files `NAME.yaml` in `folders`.
    public init(folders: [String]) {
        self.folders = folders
    }

    /// The names, the built-in theme's first, the others in the order of the alphabet.
    public var names: [String] {
        let found = folders.flatMap { Self.entries($0) }.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
        return [Theme.standard.name] + Set(found).subtracting([Theme.standard.name]).sorted()
    }

    /// The theme called `name`, or in the file `name` if that is a path.
    ///
    /// The theme that is built in needs no file: the console has to be shown wherever the program is copied to.
    public func load(_ name: String) throws(SettingsError) -> Theme {
        if name.contains("/") { return try ThemeFile.load(path: name).theme }
        if let path = path(of: name) { return try ThemeFile.load(path: path).theme }
        guard name != Theme.standard.name else { return .standard }
        let known = names
        throw SettingsError([
            SettingsProblem(
                file: name,
                position: nil,
                message: "there is no theme of that name; there are \(known.joined(separator: ", "))",
                suggestion: Suggestion.nearest(to: name, among: known)
            )
        ])
    }

    /// The file of a theme, in the first folder that has one.
    private func path(of name: String) -> String? {
        folders.map { "\($0)/\(name).yaml" }.first { unsafe access($0, R_OK) == 0 }
    }

    /// The names in a folder; none where it cannot be listed.
    private static func entries(_ folder: String) -> [String] {
        guard let stream = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                unsafe start.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: start.pointee)) {
                    unsafe String(cString: $0)
                }
            }
            names.append(name)
        }
        return names
    }
}
