/// A place in a settings file, as editors count.
public struct SettingsPosition: Sendable, Hashable, Comparable {
    /// The line, from 1 on.
    public let line: Int
    /// The column, from 1 on, counted in Unicode scalars.
    public let column: Int

    /// The place in this line and column.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (left: SettingsPosition, right: SettingsPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
