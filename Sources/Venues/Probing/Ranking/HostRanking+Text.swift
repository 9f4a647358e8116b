/// The form for people.
extension HostRanking {
    /// A table with a bar for each host, best first.
    public func text(width: Int = 100) -> String {
        var lines = ["\(venue): \(criterion.title) (ms, 95 % intervals for all hosts together)"]
        var table = TextTable(leftColumns: 3)
        table.add(["", "host", "", "median", "interval", "p99", "behind the first", "n"] + (isRace ? ["won"] : []))
        for (place, row) in rows.enumerated() { table.add(cells(row, place)) }
        lines += table.lines.map { "  " + $0 }
        lines += plot(width: width).map { "  " + $0 }
        if leaders.count > 1 {
            lines.append("  cannot be told apart from the first: " + leaders.dropFirst().joined(separator: ", "))
        }
        for note in notes { lines.append("  note: \(note)") }
        if !missing.isEmpty { lines.append("  not measured: " + missing.joined(separator: ", ")) }
        return lines.joined(separator: "\n")
    }

    private var isRace: Bool { criterion == .race }

    private func cells(_ row: RankRow, _ place: Int) -> [String] {
        let number = { (value: Int64?) in value.map { ProbeFigures.milliseconds($0) } ?? "?" }
        let isTied = rows.indices.contains(place - 1) && rows[place - 1].group == row.group
        let behind = row.behind.map { "\(number($0.value)) (\(number($0.low))..\(number($0.high)))" } ?? "-"
        return [
            String(place + 1), row.host, isTied ? "= group \(row.group + 1)" : "group \(row.group + 1)",
            number(row.estimate.value), "\(number(row.estimate.low))..\(number(row.estimate.high))",
            row.tail.map { number($0.value) } ?? "-", behind, String(row.count),
        ] + (isRace ? [row.won.map { "\($0 / 10) %" } ?? "-"] : [])
    }

    /// A line a host: `o` is the median, the dashes its interval, on one scale.
    func plot(width: Int) -> [String] {
        guard let scale = PlotScale(rows) else { return [] }
        let name = rows.map(\.host.count).max() ?? 0
        let columns = max(20, width - name - 6)
        let axis = "\(ProbeFigures.milliseconds(scale.low)) ms"
        let end = "\(ProbeFigures.milliseconds(scale.high)) ms"
        let pad = String(repeating: " ", count: max(1, columns - axis.count - end.count))
        return rows.map { row in
            var line = [Character](repeating: " ", count: columns)
            let low = scale.place(row.estimate.low ?? scale.low, of: columns)
            let high = scale.place(row.estimate.high ?? scale.high, of: columns)
            for column in min(low, high)...max(low, high) { line[column] = "-" }
            if row.estimate.low == nil { line[low] = "<" }
            if row.estimate.high == nil { line[high] = ">" }
            if let value = row.estimate.value { line[scale.place(value, of: columns)] = "o" }
            return row.host + String(repeating: " ", count: name - row.host.count) + " |" + String(line) + "|"
        } + [String(repeating: " ", count: name + 2) + axis + pad + end]
    }
}
