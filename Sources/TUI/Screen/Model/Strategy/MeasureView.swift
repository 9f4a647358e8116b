/// A figure that a strategy goes by or a person may hold beside it, in words.
public struct MeasureView: Sendable, Hashable {
    /// What is measured.
    public var name: String
    /// How much it is, with its unit.
    public var value: String

    /// A figure.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
