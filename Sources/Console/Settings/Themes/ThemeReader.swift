import TUI

/// Turns the sections of a theme file into a theme, and notes everything that is wrong on the way.
struct ThemeReader {
    private let root: SettingsSection
    private let palette: ThemePalette

    init(_ root: SettingsSection) {
        self.root = root
        palette = ThemePalette(root.required("palette").flatMap { root.open($0) })
    }

    /// The theme; of use only where nothing was noted.
    func read() -> ThemeFile {
        let name = root.required("name")?.text() ?? ""
        let base = root.required("base")?.choice(ThemeBase.self) ?? .dark
        let isForAllEyes = root.boolean("cvd") ?? true
        let mono = mono()
        let (styles, positions) = styles(mono)
        return ThemeFile(
            theme: Theme(name: name) { styles[$0] ?? RoleStyle() },
            base: base,
            isForAllEyes: isForAllEyes,
            positions: positions,
            monoPosition: root.value("mono")?.position
        )
    }

    private func styles(_ mono: [Role: TextAttributes]) -> ([Role: RoleStyle], [Role: SettingsPosition]) {
        guard let section = root.required("roles").flatMap({ root.open($0) }) else { return ([:], [:]) }
        var styles: [Role: RoleStyle] = [:]
        var positions: [Role: SettingsPosition] = [:]
        for (role, name) in Self.names {
            guard let value = section.required(name) else { continue }
            positions[role] = value.position
            styles[role] = value.text().flatMap { style($0, value, mono[role] ?? []) }
        }
        return (styles, positions)
    }

    /// A look: `colour [on colour] [attributes]`.
    private func style(_ text: String, _ value: SettingsValue, _ mono: TextAttributes) -> RoleStyle? {
        var words = text.split(separator: " ").map(String.init)[...]
        guard let first = words.popFirst() else {
            value.note("is empty, and should be a colour of the palette")
            return nil
        }
        let foreground = palette.colour(first, for: value)
        var background: ThemeColour? = .terminal
        if words.first == "on" {
            guard let name = words.dropFirst().first else {
                value.note("ends behind \"on\", which a colour of the palette should follow")
                return nil
            }
            words = words.dropFirst(2)
            background = palette.colour(name, for: value)
        }
        let attributes = attributes(words, of: value)
        guard let foreground, let background, let attributes else { return nil }
        return RoleStyle(foreground, on: background, attributes, mono: mono)
    }

    /// The attributes of terminals without colours; a role that is left out has none.
    private func mono() -> [Role: TextAttributes] {
        guard let section = root.required("mono").flatMap({ root.open($0) }) else { return [:] }
        var mono: [Role: TextAttributes] = [:]
        for (role, name) in Self.names {
            guard let value = section.value(name), let text = value.text() else { continue }
            mono[role] = attributes(text.split(separator: " ").map(String.init)[...], of: value)
        }
        return mono
    }

    private func attributes(_ words: ArraySlice<String>, of value: SettingsValue) -> TextAttributes? {
        var attributes: TextAttributes = []
        for word in words {
            guard let attribute = Self.attributes.first(where: { $0.name == word }) else {
                let names = Self.attributes.map(\.name)
                value.note(
                    "has the attribute \"\(word)\", and there are \(names.joined(separator: ", "))",
                    suggestion: Suggestion.nearest(to: word, among: names)
                )
                return nil
            }
            attributes.formUnion(attribute.attribute)
        }
        return attributes
    }

    /// The roles that theme files name.
    static let names: [(role: Role, name: String)] = Role.allCases.compactMap { role in
        role.name.map { (role, $0) }
    }

    private static let attributes: [(name: String, attribute: TextAttributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline), ("reverse", .reverse),
    ]
}
