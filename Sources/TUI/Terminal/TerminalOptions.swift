public import Books
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
    /// Whether frames are marked for the terminal.
    public var sync: SyncChoice
    /// What the terminal's window or tab is called meanwhile; nothing leaves its title alone.
    public var title: String?
    /// What the person is told in the message line until the first key.
    public var remark: String?
    /// After how long without a frame that reached the terminal ``ConsoleAction/unseen`` is said; nil for never.
    public var unseenLimit: TimeSpan?

    /// Everything by what the terminal can do, ten frames a second.
    public init(
        colour: ColourChoice = .automatic,
        glyphs: GlyphChoice = .automatic,
        framesPerSecond: Int = 10,
        theme: Theme = .standard,
        sync: SyncChoice = .automatic,
        title: String? = nil,
        remark: String? = nil
    ) {
        self.colour = colour
        self.glyphs = glyphs
        self.framesPerSecond = framesPerSecond
        self.theme = theme
        self.sync = sync
        self.title = title
        self.remark = remark
    }
}
