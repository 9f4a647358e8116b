extension FaultTable {
    /// The table for people: a fault a line, with its venues where not all have it, and its parameter.
    public static var text: String {
        let width = (rows.map(\.kind.rawValue.count).max() ?? 0) + 2
        let lines = rows.map { row in
            let name = row.kind.rawValue.padded(to: width)
            let only = row.venues.count == 1 ? row.venues.map(\.name).joined() + ": " : ""
            return "\(name)\(only)\(row.summary)\(parameter(row))\n"
        }
        return lines.joined() + """

            for=10s   how long; without it until it is switched off
            times=3   on how many occasions; one where neither is given and the fault has occasions
            on=oldest which connections: all, oldest or newest

            """
    }

    private static func parameter(_ row: Row) -> String {
        row.parameter.map { " [\($0.name)=\($0.standard): \($0.meaning)]" } ?? ""
    }
}

extension String {
    /// The text with blanks behind it up to a width.
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
