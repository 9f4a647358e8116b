/// The characters that are not letters or digits: one set for UTF-8 terminals, one for all others.
public struct Glyphs: Sendable, Hashable {
    let horizontal: Unicode.Scalar
    let vertical: Unicode.Scalar
    let teeDown: Unicode.Scalar
    let teeUp: Unicode.Scalar
    let cross: Unicode.Scalar
    let cornerTopLeft: Unicode.Scalar
    let cornerTopRight: Unicode.Scalar
    let cornerBottomLeft: Unicode.Scalar
    let cornerBottomRight: Unicode.Scalar
    let capLeft: Unicode.Scalar
    let capRight: Unicode.Scalar
    /// Stands where a number is not known.
    let unknown: Unicode.Scalar
    let up: Unicode.Scalar
    let down: Unicode.Scalar
    let same: Unicode.Scalar
    /// Stands before a price at which an order of our own is.
    let own: Unicode.Scalar
    let gaugeFull: Unicode.Scalar
    let gaugeEmpty: Unicode.Scalar
    /// Bars that fill 1 to 8 eighths of a cell from the left.
    let eighths: [Unicode.Scalar]
    /// Whether texts may keep characters beyond ASCII.
    let isUnicode: Bool

    /// Box-drawing and block characters.
    public static let unicode = Glyphs(
        horizontal: "─",
        vertical: "│",
        teeDown: "┬",
        teeUp: "┴",
        cross: "┼",
        cornerTopLeft: "┌",
        cornerTopRight: "┐",
        cornerBottomLeft: "└",
        cornerBottomRight: "┘",
        capLeft: "╶",
        capRight: "╴",
        unknown: "·",
        up: "▲",
        down: "▼",
        same: "=",
        own: "›",
        gaugeFull: "▰",
        gaugeEmpty: "▱",
        eighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
        isUnicode: true
    )

    /// ASCII alone.
    public static let ascii = Glyphs(
        horizontal: "-",
        vertical: "|",
        teeDown: "+",
        teeUp: "+",
        cross: "+",
        cornerTopLeft: "+",
        cornerTopRight: "+",
        cornerBottomLeft: "+",
        cornerBottomRight: "+",
        capLeft: "-",
        capRight: "-",
        unknown: ".",
        up: "^",
        down: "v",
        same: "=",
        own: ">",
        gaugeFull: "#",
        gaugeEmpty: ".",
        eighths: ["-", "-", "-", "=", "=", "=", "#", "#"],
        isUnicode: false
    )

    /// All characters of the set, for a check that a terminal shows each in one cell.
    public var all: [Unicode.Scalar] {
        [
            horizontal, vertical, teeDown, teeUp, cross, cornerTopLeft, cornerTopRight, cornerBottomLeft,
            cornerBottomRight, capLeft, capRight, unknown, up, down, same, own, gaugeFull, gaugeEmpty,
        ] + eighths + (isUnicode ? [plot(4, 4)] : [])
    }

    /// Two bars beside each other in one cell, each 0 to 4 steps high: braille dots, or one of four ASCII characters
    /// for the higher of the two.
    func plot(_ left: Int, _ right: Int) -> Unicode.Scalar {
        let (left, right) = (min(max(left, 0), 4), min(max(right, 0), 4))
        guard isUnicode else { return [" ", ".", ":", "|", "#"][max(left, right)] }
        // U+2800: dots 7, 3, 2, 1 go up the left column, 8, 6, 5, 4 the right one (Unicode, Braille Patterns).
        let leftDots: [UInt32] = [0, 0x40, 0x44, 0x46, 0x47]
        let rightDots: [UInt32] = [0, 0x80, 0xA0, 0xB0, 0xB8]
        return Unicode.Scalar(0x2800 + leftDots[left] + rightDots[right]) ?? " "
    }

    /// The character itself if it surely takes one cell and steers nothing, else a question mark.
    ///
    /// Texts come from venues and from files: an escape character in one would reach the terminal, and a wide or a
    /// combining one would shift the rest of the row. Latin letters (U+00A1 to U+02FF) take one cell everywhere.
    func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x20...0x7E:
            scalar
        case 0xA1...0xAC, 0xAE...0x2FF:
            isUnicode ? scalar : "?"
        default:
            "?"
        }
    }
}

extension Glyphs {
    /// The arrow of a price's move.
    func move(_ move: PriceMove) -> Unicode.Scalar {
        switch move {
        case .up: up
        case .down: down
        case .same: same
        }
    }
}
