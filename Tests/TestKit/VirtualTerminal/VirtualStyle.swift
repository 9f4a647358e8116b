public import TUI

/// How a cell of a virtual terminal is shown.
public struct VirtualStyle: Sendable, Hashable {
    /// The number of the text's colour, nothing for the terminal's own.
    public var foreground: Int32?
    /// The number of the background's colour, nothing for the terminal's own.
    public var background: Int32?
    /// The attributes.
    public var attributes: TextAttributes = []

    /// Plain text in the terminal's own colours.
    public init() {}

    /// Takes the parameters of SGR (ECMA-48 section 8.3.117); returns the first that it does not know.
    mutating func apply(_ parameters: [Int]) -> Int? {
        var rest = (parameters.isEmpty ? [0] : parameters)[...]
        while let parameter = rest.popFirst() {
            switch parameter {
            case 0: self = VirtualStyle()
            case 1: attributes.insert(.bold)
            case 2: attributes.insert(.dim)
            case 3: attributes.insert(.italic)
            case 4: attributes.insert(.underline)
            case 7: attributes.insert(.reverse)
            case 10, 11: break
            case 22: attributes.subtract([.bold, .dim])
            case 23: attributes.remove(.italic)
            case 24: attributes.remove(.underline)
            case 27: attributes.remove(.reverse)
            case 30...37: foreground = Int32(parameter - 30)
            case 39: foreground = nil
            case 40...47: background = Int32(parameter - 40)
            case 49: background = nil
            case 90...97: foreground = Int32(parameter - 90 + 8)
            case 100...107: background = Int32(parameter - 100 + 8)
            case 38, 48:
                guard let colour = Self.colour(&rest) else { return parameter }
                if parameter == 38 { foreground = colour } else { background = colour }
            default: return parameter
            }
        }
        return nil
    }

    /// The rest of 38 or 48: `5;N` or `2;R;G;B` (ISO 8613-6, in xterm's form and with the colons of the standard).
    private static func colour(_ rest: inout ArraySlice<Int>) -> Int32? {
        switch rest.popFirst() {
        case 5: return rest.popFirst().map(Int32.init)
        case 2:
            // The standard's form has a colour space, here empty, before red.
            if rest.first == -1 { rest.removeFirst() }
            guard let red = rest.popFirst(), let green = rest.popFirst(), let blue = rest.popFirst() else { return nil }
            return Int32(red << 16 | green << 8 | blue)
        default: return nil
        }
    }
}
