import TUI

/// The colours of a theme by their names; an entry may name another one.
struct ThemePalette {
    private var colours: [String: ThemeColour] = [:]
    /// Every name that there is, those with a wrong colour too: one mistake is reported once.
    private var names: [String] = []

    /// The palette of a section, which notes what is wrong with it.
    init(_ section: SettingsSection?) {
        let entries = (section?.entries() ?? []).compactMap { key, value in key.text().map { (name: $0, value: value) }
        }
        names = entries.map(\.name)
        for entry in entries {
            colours[entry.name] = resolve(entry.name, entries, [])
        }
    }

    /// The colour that a role names.
    func colour(_ name: String, for value: SettingsValue) -> ThemeColour? {
        guard names.contains(name) else {
            value.note(
                "names the colour \"\(name)\", which is not in the palette",
                suggestion: Suggestion.nearest(to: name, among: names)
            )
            return nil
        }
        return colours[name]
    }

    /// The colour of an entry, through the entries that it names; `path` are those on the way to it.
    private func resolve(
        _ name: String,
        _ entries: [(name: String, value: SettingsValue)],
        _ path: [String]
    ) -> ThemeColour? {
        guard let value = entries.first(where: { $0.name == name })?.value else { return nil }
        guard case .some(let text) = value.text(), names.contains(text), text != "default" else {
            // What an entry names reports its own mistakes.
            return path.isEmpty || value.isColour ? value.colour() : nil
        }
        guard !path.contains(name) else {
            if path.first == name { value.note("names itself: \((path + [name]).joined(separator: " -> "))") }
            return nil
        }
        return resolve(text, entries, path + [name])
    }
}
