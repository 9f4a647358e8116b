/// The rankings as one picture in SVG: a panel a criterion, a line a host, its median and its interval.
public struct RankPlot {
    private let rankings: [HostRanking]

    private static let width = 900
    private static let nameWidth = 260
    private static let rowHeight = 26
    private static let head = 40

    /// A picture of `rankings`.
    public init(_ rankings: [HostRanking]) {
        self.rankings = rankings
    }

    /// The picture.
    public var svg: String {
        var body = ""
        var top = 10
        for ranking in rankings {
            body += panel(ranking, top: top)
            top += Self.head + ranking.rows.count * Self.rowHeight + 44
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(top)" font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="white"/>
            \(body)</svg>

            """
    }

    private func panel(_ ranking: HostRanking, top: Int) -> String {
        let title = "\(ranking.venue): \(ranking.criterion.title) (ms)"
        var text =
            "<text x=\"10\" y=\"\(top + 18)\" font-size=\"14\" font-weight=\"bold\">\(Self.escaped(title))</text>\n"
        guard let scale = PlotScale(ranking.rows) else { return text }
        let span = Self.width - Self.nameWidth - 40
        let x = { (value: Int64) in Self.nameWidth + scale.place(value, of: span) }
        for (index, row) in ranking.rows.enumerated() {
            let y = top + Self.head + index * Self.rowHeight
            let colour = row.group == 0 ? "#0b6e4f" : "#555555"
            text += "<text x=\"10\" y=\"\(y + 4)\">\(Self.escaped(row.host))</text>\n"
            text += "<line x1=\"\(x(row.estimate.low ?? scale.low))\" x2=\"\(x(row.estimate.high ?? scale.high))\" "
            text += "y1=\"\(y)\" y2=\"\(y)\" stroke=\"\(colour)\" stroke-width=\"3\"/>\n"
            if let value = row.estimate.value {
                text += "<circle cx=\"\(x(value))\" cy=\"\(y)\" r=\"5\" fill=\"\(colour)\"/>\n"
                text += "<text x=\"\(x(value))\" y=\"\(y - 8)\" font-size=\"10\" text-anchor=\"middle\">"
                text += "\(ProbeFigures.milliseconds(value))</text>\n"
            }
        }
        let bottom = top + Self.head + ranking.rows.count * Self.rowHeight
        text += "<line x1=\"\(Self.nameWidth)\" x2=\"\(Self.nameWidth + span)\" y1=\"\(bottom)\" y2=\"\(bottom)\" "
        text += "stroke=\"#999999\"/>\n"
        text += "<text x=\"\(Self.nameWidth)\" y=\"\(bottom + 16)\">\(ProbeFigures.milliseconds(scale.low))</text>\n"
        text += "<text x=\"\(Self.nameWidth + span)\" y=\"\(bottom + 16)\" text-anchor=\"end\">"
        text += "\(ProbeFigures.milliseconds(scale.high))</text>\n"
        return text
    }

    /// A text as XML takes it: a host's name comes from a file.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
