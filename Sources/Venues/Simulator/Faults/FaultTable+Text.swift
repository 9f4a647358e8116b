extension FaultTable {
    /// How wide the table is at most: what a help text has room for.
    private static let width = 78

    /// The table for people: each fault with its venue where not all have it, and its parameter.
    public static var text: String {
        let indent = (rows.map(\.kind.rawValue.count).max() ?? 0) + 2
        let faults = rows.map { entry($0.kind.rawValue, words(of: $0), indent) }
        let common = [
            entry("for=10s", "how long; without it until it is switched off", indent),
            entry("times=3", "on how many occasions; one where neither is given and the fault has occasions", indent),
            entry("on=oldest", "which connections: all, oldest or newest", indent),
        ]
        return (faults + ["\n"] + common).joined()
    }

    private static func words(of row: Row) -> String {
        let only = row.venues.count == 1 ? row.venues.map(\.name).joined() + ": " : ""
        let parameter = row.parameter.map { " [\($0.name)=\($0.standard): \($0.meaning)]" } ?? ""
        return only + row.summary + parameter
    }

    /// A name and what it means, the lines of that below each other.
    private static func entry(_ name: String, _ meaning: String, _ indent: Int) -> String {
        var line = name + String(repeating: " ", count: max(0, indent - name.count - 1))
        var text = ""
        for word in meaning.split(separator: " ") {
            if line.count + 1 + word.count > width {
                text += line + "\n"
                line = String(repeating: " ", count: indent - 1)
            }
            line += " " + word
        }
        return text + line + "\n"
    }
}
