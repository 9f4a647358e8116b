import TUI
import TestKit

/// A screen as a person reads it: four ladders beside each other, whatever the size.
struct ShownScreen {
    /// The titles of the four ladders, from left to right.
    static let titles = ["BINANCE", "CONSUMER", "KRAKEN", "TRADER"]
    /// The ladders with a market's prices in them.
    static let markets = ["BINANCE", "CONSUMER", "KRAKEN"]

    /// The rows of the screen.
    let rows: [String]

    /// The row of the ladders' titles: the second, or the third where the account has a row of its own.
    private var titleRow: Int { rows.count > 2 && rows[2].contains("CONSUMER") ? 2 : 1 }
    private var asks: Range<Int> { titleRow + 2..<titleRow + 7 }
    private var middle: Int { titleRow + 7 }
    private var bids: Range<Int> { titleRow + 8..<titleRow + 13 }

    /// What a terminal shows now.
    init(_ terminal: VirtualTerminal) {
        rows = (0..<terminal.size.rows).map(terminal.row)
    }

    /// Whether a text is anywhere on it.
    func shows(_ text: String) -> Bool {
        rows.contains { $0.contains(text) }
    }

    /// The columns of a ladder, without the lines around it; empty if its title is not there.
    private func columns(of title: String) -> Range<Int> {
        let starts = Self.titles.map { Self.offset(of: $0, in: rows[titleRow]) }
        guard let index = Self.titles.firstIndex(of: title), let start = starts[index] else { return 0..<0 }
        let next = index + 1 < starts.count ? starts[index + 1] ?? start : rows[titleRow].count + 2
        // A title stands one column behind its ladder's left edge.
        return start - 1..<max(start - 1, next - 2)
    }

    private func cells(_ row: Int, of title: String) -> String {
        let range = columns(of: title)
        return String(rows[row].dropFirst(range.lowerBound).prefix(range.count))
    }

    private static func offset(of text: String, in row: String) -> Int? {
        row.ranges(of: text).first.map { row.distance(from: row.startIndex, to: $0.lowerBound) }
    }

    /// What stands in the title of a ladder.
    func heading(of title: String) -> String { cells(titleRow, of: title) }

    /// Its ten levels, asks above bids, each as words: price, size and what else there is.
    func levels(of title: String) -> [[String]] {
        (Array(asks) + Array(bids)).map { row in
            cells(row, of: title).split(separator: " ").map(String.init)
        }
    }

    /// Its best ask and its best bid, each with price and size.
    func best(of title: String) -> [[String]] {
        levels(of: title)[4...5].map { Array($0.prefix(2)) }
    }

    /// Whether all levels of a ladder have a price and a size, in the order of prices.
    func isFull(_ title: String) -> Bool {
        let levels = levels(of: title)
        let isNumbered = levels.allSatisfy { words in
            words.count >= 2 && words[0].wholeMatch(of: /[0-9]+\.[0-9]{2}/) != nil
                && words[1].wholeMatch(of: /[0-9]+(\.[0-9]+)?[kM]?/) != nil
        }
        let prices = levels.compactMap { $0.first.flatMap(Double.init) }
        return isNumbered && zip(prices[..<5], prices[1..<5]).allSatisfy(>)
            && zip(prices[5...], prices[6...]).allSatisfy(>)
    }

    /// Whether both venues are live, three ladders are full, and the trader's says that nothing is quoted.
    var hasFourLadders: Bool {
        rows.count > bids.upperBound
            && ["BINANCE", "KRAKEN"].allSatisfy { heading(of: $0).contains(" ok ") }
            && heading(of: "CONSUMER").contains("2 of 2 venues") && Self.markets.allSatisfy(isFull)
            && cells(middle, of: "TRADER").contains("strategy off")
    }
}
