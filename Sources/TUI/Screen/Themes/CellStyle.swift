/// The look of one role on one kind of terminal.
public struct CellStyle: Sendable, Hashable {
    /// The number of the text's colour; nothing for the terminal's own.
    public let foreground: Int32?
    /// The number of the background's colour; nothing for the terminal's own.
    public let background: Int32?
    /// The attributes.
    public let attributes: TextAttributes

    /// A look of these colours and attributes.
    public init(foreground: Int32?, background: Int32?, attributes: TextAttributes) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }
}
