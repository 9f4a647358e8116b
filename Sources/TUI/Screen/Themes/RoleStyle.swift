/// The look of one role in a theme.
public struct RoleStyle: Sendable, Hashable {
    /// The colour of the text.
    public var foreground: ThemeColour
    /// The colour behind the text.
    public var background: ThemeColour
    /// The attributes where there are colours.
    public var attributes: TextAttributes
    /// The attributes where there are none.
    public var mono: TextAttributes

    /// A look; what is left out is the terminal's own.
    public init(
        _ foreground: ThemeColour = .terminal,
        on background: ThemeColour = .terminal,
        _ attributes: TextAttributes = [],
        mono: TextAttributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
        self.mono = mono
    }
}
