/// A plot as SVG that takes its colours from the page, light or dark, and runs no script.
struct Plot {
    /// What it shows, in one sentence: also for those who do not see it.
    let title: String
    /// The axis to the right.
    let x: PlotAxis
    /// The axis upwards.
    let y: PlotAxis

    private var shapes = ""
    private var keys: [(name: String, look: String)] = []

    private static let (width, height) = (720.0, 280.0)
    private static let (left, right, top, bottom) = (84.0, 32.0, 34.0, 48.0)

    /// An empty plot.
    init(_ title: String, x: PlotAxis, y: PlotAxis) {
        self.title = title
        self.x = x
        self.y = y
    }

    // MARK: - Shapes

    /// Draws a bar from zero to a height over a part of the axis.
    mutating func bar(_ part: Range<Double>, _ height: Double) {
        let (start, end) = (across(part.lowerBound), across(part.upperBound))
        let (top, foot) = (up(height), up(0))
        shapes += "<rect class=\"bar\" x=\"\(Self.text(start + 0.5))\" y=\"\(Self.text(top))\" "
        shapes += "width=\"\(Self.text(max(0.5, end - start - 1)))\" height=\"\(Self.text(foot - top))\"/>\n"
    }

    /// Draws a line through points; as stairs if each value holds until the next.
    mutating func line(_ points: [(x: Double, y: Double)], look: String, isStairs: Bool = false) {
        guard let first = points.first else { return }
        var path = "M\(Self.text(across(first.x))) \(Self.text(up(first.y)))"
        for point in points.dropFirst() {
            if isStairs {
                path += "H\(Self.text(across(point.x)))V\(Self.text(up(point.y)))"
            } else {
                path += "L\(Self.text(across(point.x))) \(Self.text(up(point.y)))"
            }
        }
        shapes += "<path class=\"\(look)\" d=\"\(path)\"/>\n"
    }

    /// Draws a mark at a point: a triangle that points up or down.
    mutating func mark(_ point: (x: Double, y: Double), isUp: Bool, look: String) {
        let (x, y) = (across(point.x), up(point.y))
        let tip = isUp ? -5.0 : 5.0
        let corners = [(x, y + tip), (x - 4.5, y - tip * 0.7), (x + 4.5, y - tip * 0.7)]
        let points = corners.map { "\(Self.text($0.0)),\(Self.text($0.1))" }.joined(separator: " ")
        shapes += "<polygon class=\"\(look)\" points=\"\(points)\"/>\n"
    }

    /// Names a look above the plot.
    mutating func key(_ name: String, look: String) {
        keys.append((name, look))
    }

    // MARK: - Text

    /// The plot as an SVG element.
    var svg: String {
        var svg = "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" "
        svg += "aria-label=\"\(HTML.escaped(title))\">\n<title>\(HTML.escaped(title))</title>\n"
        let foot = Self.height - Self.bottom
        for mark in x.marks {
            let at = Self.left + mark.place * (Self.width - Self.left - Self.right)
            svg += Self.line(at, Self.top, at, foot)
            svg += Self.label(mark.text, at, foot + 16, anchor: "middle")
        }
        for mark in y.marks {
            let at = foot - mark.place * (foot - Self.top)
            svg += Self.line(Self.left, at, Self.width - Self.right, at)
            svg += Self.label(mark.text, Self.left - 6, at + 4, anchor: "end")
        }
        svg += Self.label(x.name, (Self.left + Self.width - Self.right) / 2, Self.height - 10, anchor: "middle")
        svg += Self.label(y.name, 4, 16, anchor: "start")
        var place = Self.width - Self.right
        for key in keys.reversed() {
            svg += Self.label(key.name, place, 16, anchor: "end")
            place -= Double(key.name.count) * 7 + 14
            svg += "<rect class=\"key \(key.look)\" x=\"\(Self.text(place))\" y=\"7\" width=\"9\" height=\"9\"/>\n"
            place -= 16
        }
        return svg + shapes + "</svg>\n"
    }

    // MARK: - Parts

    private func across(_ value: Double) -> Double {
        Self.left + x.place(value) * (Self.width - Self.left - Self.right)
    }

    private func up(_ value: Double) -> Double {
        let foot = Self.height - Self.bottom
        return foot - y.place(value) * (foot - Self.top)
    }

    private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
        "<line class=\"grid\" x1=\"\(text(x1))\" y1=\"\(text(y1))\" x2=\"\(text(x2))\" y2=\"\(text(y2))\"/>\n"
    }

    private static func label(_ text: String, _ x: Double, _ y: Double, anchor: String) -> String {
        "<text x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" text-anchor=\"\(anchor)\">\(HTML.escaped(text))</text>\n"
    }

    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return "\(sign)\(abs(tenths) / 10)" + (tenths % 10 == 0 ? "" : ".\(abs(tenths) % 10)")
    }
}
