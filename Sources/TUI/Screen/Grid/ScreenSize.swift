/// The size of a screen in cells.
public struct ScreenSize: Sendable, Hashable {
    /// The cells of a row, 1 to ``largest``.
    public let columns: Int
    /// The number of rows, 1 to ``largest``.
    public let rows: Int

    /// The most columns and rows that are drawn, so that a terminal that lies about its size costs no memory.
    public static let largest = 1000

    /// A size, brought into the range that can be drawn.
    public init(columns: Int, rows: Int) {
        self.columns = min(max(columns, 1), Self.largest)
        self.rows = min(max(rows, 1), Self.largest)
    }
}
