/// Text as it may stand in a page.
enum HTML {
    /// A text in which nothing is taken for an element.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A table with names above its columns.
    static func table(_ names: [String], _ rows: [[String]]) -> String {
        func row(_ texts: [String], _ cell: String) -> String {
            "<tr>" + texts.map { "<\(cell)>\(escaped($0))</\(cell)>" }.joined() + "</tr>\n"
        }
        let head = row(names.map { $0.replacing("_", with: " ") }, "th")
        return "<div class=\"table\"><table>\n<thead>\(head)</thead>\n<tbody>\n"
            + rows.map { row($0, "td") }.joined() + "</tbody></table></div>\n"
    }
}
