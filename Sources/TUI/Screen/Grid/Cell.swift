/// One cell of the screen: a character one cell wide, and what it means.
public struct Cell: Sendable, Hashable {
    /// The character.
    public var scalar: Unicode.Scalar
    /// What it means.
    public var role: Role

    /// An empty cell.
    public static let blank = Cell(" ", .text)

    /// `scalar` in the look of `role`.
    @inlinable
    public init(_ scalar: Unicode.Scalar, _ role: Role) {
        self.scalar = scalar
        self.role = role
    }
}
