import Books
import Strategy

extension JournalReport {
    /// The report as lines for a person.
    public var text: String {
        var lines = [heading]
        lines += [""] + Self.table(Self.columns, matches.map(row))
        lines += [""] + Self.table(Self.venueColumns, usedVenues.map(row))
        for venue in usedVenues where !venue.rejects.isEmpty {
            lines.append("refused by \(JournalNumbers.plain(venue.name)): \(Self.list(venue.rejects))")
        }
        if !denials.isEmpty { lines.append("refused by our gate: \(Self.list(denials))") }
        lines.append("")
        lines += facts.map { "\($0.name) \($0.text) \($0.unit)" }
        if let lastMid {
            lines.append("open profit at the last decision's mid, \(numbers.mid(doubled: lastMid.doubled))")
        }
        if openOrders > 0 { lines.append("\(openOrders) orders are not known to have ended") }
        if lost > 0 { lines.append("\(lost) entries could not be written at the time: the figures may lack them") }
        return lines.joined(separator: "\n")
    }

    /// The matches as comma-separated values (RFC 4180), with a line of names.
    public var csv: String {
        ([Self.columns] + matches.map(row)).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    /// What it is a report of.
    var heading: String {
        let starts = epochs.map(String.init).joined(separator: ", ")
        var text = "\(JournalNumbers.plain(instrument.name)), start \(starts)"
        if let span { text += ", \(JournalNumbers.time(span.first)) to \(JournalNumbers.time(span.last))" }
        return text + ", \(matches.count) matches, \(fills.count) fills"
    }

    static func list(_ counts: [ReportedVenue.Count]) -> String {
        counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    }

    /// Rows under their names, each column as wide as its widest text, numbers to the right.
    private static func table(_ names: [String], _ rows: [[String]]) -> [String] {
        let all = [names] + rows
        let widths = names.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            zip(row, widths).map { text, width in String(repeating: " ", count: width - text.count) + text }
                .joined(separator: "  ")
        }
    }
}
