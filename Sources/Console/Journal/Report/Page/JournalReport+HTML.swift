import Books
import Strategy

extension JournalReport {
    /// The report as one page with plots: it loads nothing, runs no script, and is light or dark as the reader's system is.
    public var html: String {
        var page = """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>rung report: \(HTML.escaped(JournalNumbers.plain(instrument.name)))</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <h1>Report of trading</h1>
            <p>\(HTML.escaped(heading))</p>

            """
        page += "<h2>Account</h2>\n" + HTML.table(["", "", ""], facts.map { [$0.name, $0.text, $0.unit] })
        if let lastMid {
            page +=
                "<p>Open profit is measured by the mid of the last decision, \(numbers.mid(doubled: lastMid.doubled)).</p>\n"
        }
        if openOrders > 0 { page += "<p class=\"warning\">\(openOrders) orders are not known to have ended.</p>\n" }
        if lost > 0 {
            page +=
                "<p class=\"warning\">\(lost) entries could not be written at the time: figures may lack them.</p>\n"
        }
        page += "<h2>Venues</h2>\n" + HTML.table(Self.venueColumns, usedVenues.map(row))
        for venue in usedVenues where !venue.rejects.isEmpty {
            let list = HTML.escaped(Self.list(venue.rejects))
            page += "<p>Refused by \(HTML.escaped(JournalNumbers.plain(venue.name))): \(list).</p>\n"
        }
        if !denials.isEmpty { page += "<p>Refused by our gate: \(HTML.escaped(Self.list(denials))).</p>\n" }
        for plot in plots { page += "<h2>\(HTML.escaped(plot.title))</h2>\n" + plot.svg }
        if plots.isEmpty { page += "<p>There is nothing to plot: no match has ended.</p>\n" }
        page += "<h2>Matches</h2>\n" + HTML.table(Self.columns, matches.map(row))
        return page + "</body>\n</html>\n"
    }

    private static let style = """
        :root { --paper: #ffffff; --ink: #1c1c1c; --faint: #d5d5d5; --bar: #3465a4; --buy: #1a7f37; --sell: #b42318; }
        @media (prefers-color-scheme: dark) {
        :root { --paper: #16181c; --ink: #e6e6e6; --faint: #3a3f47; --bar: #7aa7e0; --buy: #57c478; --sell: #f0776b; }
        }
        body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto;
        max-width: 62rem; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; font: 13px/1.4 ui-monospace, monospace; }
        th, td { border-bottom: 1px solid var(--faint); padding: 0.2rem 0.6rem; text-align: right; white-space: nowrap; }
        .warning { color: var(--sell); font-weight: 600; }
        svg { width: 100%; height: auto; }
        svg text { fill: var(--ink); font: 12px ui-monospace, monospace; }
        .grid { stroke: var(--faint); stroke-width: 1; }
        .bar { fill: var(--bar); }
        path { fill: none; stroke-width: 1.5; }
        path.mid { stroke: var(--bar); } path.position { stroke: var(--bar); }
        .key.mid { fill: var(--bar); } .buy { fill: var(--buy); } .sell { fill: var(--sell); }
        """
}
