/// One cell of a virtual terminal.
public struct VirtualCell: Sendable, Hashable {
    /// The character.
    public var scalar: Unicode.Scalar
    /// How it is shown.
    public var style: VirtualStyle

    /// A cell with a character in a style.
    public init(_ scalar: Unicode.Scalar, _ style: VirtualStyle) {
        self.scalar = scalar
        self.style = style
    }
}
