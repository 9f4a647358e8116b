import Books
import Glibc
import Strategy

extension JournalReport {
    /// The plots for which there is something to show.
    var plots: [Plot] {
        [slippagePlot, pathPlot, positionPlot].compactMap { $0 } + usedVenues.compactMap(answerPlot)
    }

    // MARK: - Parts

    private var slippagePlot: Plot? {
        let values = matches.compactMap { $0.result?.slippage }.map { Double($0) / 100 }
        guard let low = values.min(), let high = values.max() else { return nil }
        let range = min(low, high - 1)...max(high, low + 1)
        let x = PlotAxis("slippage against the mid at the decision, bp (costs are positive)", range, marks: 8)
        return histogram("How much matches cost against the mid at their decision", values, x, parts: 32, of: "matches")
    }

    private func answerPlot(_ venue: ReportedVenue) -> Plot? {
        let values = venue.answers.map { Double($0.nanoseconds) / 1e6 }
        // One axis for all venues, so that they are compared by looking at them.
        let all = usedVenues.flatMap(\.answers)
        guard !values.isEmpty, let low = all.min(), let high = all.max() else { return nil }
        let name = JournalNumbers.plain(venue.name)
        let x = PlotAxis(
            logarithmic: "time to the first answer, ms (a power of ten a mark)",
            Double(low.nanoseconds) / 1e6...Double(high.nanoseconds) / 1e6
        )
        return histogram("How soon \(name) answers orders", values, x, parts: 36, of: "orders")
    }

    private func histogram(_ title: String, _ values: [Double], _ x: PlotAxis, parts count: Int, of name: String)
        -> Plot
    {
        let parts = x.parts(count)
        var heights = [Int](repeating: 0, count: count)
        for value in values {
            heights[min(count - 1, Int(x.place(value) * Double(count)))] += 1
        }
        let most = heights.max() ?? 0
        var plot = Plot(title, x: x, y: PlotAxis(name, 0...Double(max(most, 4)), marks: 4))
        for (part, height) in zip(parts, heights) where height > 0 { plot.bar(part, Double(height)) }
        return plot
    }

    private var pathPlot: Plot? {
        guard !fills.isEmpty, let time = timeAxis else { return nil }
        let mids = Self.thinned(mids).map { (x: time.value($0.at), y: price(doubled: $0.mid.doubled)) }
        let marks = Self.thinned(fills).map { fill in
            (x: time.value(fill.at), y: price(doubled: fill.fill.price.units &* 2), side: fill.side)
        }
        let prices = mids.map(\.y) + marks.map(\.y)
        guard let low = prices.min(), let high = prices.max() else { return nil }
        let y = PlotAxis("price, \(JournalNumbers.plain(instrument.quote))", low...high)
        var plot = Plot("Fills over the mid of the consumer book at each decision", x: time.axis, y: y)
        plot.line(mids, look: "mid")
        for mark in marks {
            plot.mark((mark.x, mark.y), isUp: mark.side == .buy, look: mark.side == .buy ? "buy" : "sell")
        }
        plot.key("mid", look: "mid")
        plot.key("bought", look: "buy")
        plot.key("sold", look: "sell")
        return plot
    }

    private var positionPlot: Plot? {
        guard !fills.isEmpty, let span, let time = timeAxis else { return nil }
        let unit = pow(10, Double(LedgerScale(instrument).baseDecimals))
        var points = [(x: time.value(span.first), y: 0.0)]
        points += Self.thinned(fills).map { (time.value($0.at), Double($0.position) / unit) }
        points.append((time.value(span.last), points[points.count - 1].y))
        let values = points.map(\.y)
        let range = min(0, values.min() ?? 0)...max(0, values.max() ?? 0)
        let y = PlotAxis("position, \(JournalNumbers.plain(instrument.base))", range)
        var plot = Plot("The position that the fills make", x: time.axis, y: y)
        plot.line(points, look: "position", isStairs: true)
        return plot
    }

    /// Time since the first entry, in the unit in which it is read best.
    private var timeAxis: (axis: PlotAxis, value: (WallTime) -> Double)? {
        guard let span else { return nil }
        let seconds = Double(span.last.elapsed(since: span.first).nanoseconds) / 1e9
        let (name, unit) = seconds < 300 ? ("s", 1.0) : seconds < 18_000 ? ("min", 60) : ("h", 3_600)
        let value: (WallTime) -> Double = { Double($0.elapsed(since: span.first).nanoseconds) / 1e9 / unit }
        let title = "\(name) since \(JournalNumbers.time(span.first))"
        return (PlotAxis(title, 0...max(seconds / unit, 1e-3), marks: 8), value)
    }

    private func price(doubled: Int64) -> Double {
        Double(doubled) / 2 / Double(instrument.priceUnit.perOne)
    }

    /// At most some thousand of many elements, evenly taken: more are not told apart.
    private static func thinned<Element>(_ elements: [Element]) -> [Element] {
        let most = 2_000
        guard elements.count > most else { return elements }
        return (0..<most).map { elements[$0 * (elements.count - 1) / (most - 1)] }
    }
}
