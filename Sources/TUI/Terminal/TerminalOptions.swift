public import TUI

/// How a person wants the console to be drawn.
public struct TerminalOptions: Sendable, Equatable {
    /// The colours to use.
    public var colour: ColourChoice
    /// The characters to use.
    public var glyphs: GlyphChoice
    /// The most frames a second.
    public var framesPerSecond: Int
    /// The look of every role.
    public var theme: Theme

    /// Everything by what the terminal can do, ten frames a second.
    public init(
        colour: ColourChoice = .automatic,
        glyphs: GlyphChoice = .automatic,
        framesPerSecond: Int = 10,
        theme: Theme = .standard
    ) {
        self.colour = colour
        self.glyphs = glyphs
        self.framesPerSecond = framesPerSecond
        self.theme = theme
    }
}
