/// How text looks apart from its colours.
public struct TextAttributes: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// The attributes with these bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Heavier, or brighter.
    public static let bold = TextAttributes(rawValue: 1)
    /// Fainter.
    public static let dim = TextAttributes(rawValue: 2)
    /// Slanted.
    public static let italic = TextAttributes(rawValue: 4)
    /// With a line below.
    public static let underline = TextAttributes(rawValue: 8)
    /// Foreground and background exchanged.
    public static let reverse = TextAttributes(rawValue: 16)
}
