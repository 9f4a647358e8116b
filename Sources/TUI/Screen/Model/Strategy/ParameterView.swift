/// A parameter that a person may change while the console runs.
public struct ParameterView: Sendable, Hashable {
    /// The word after `:set`.
    public var name: String
    /// The value in force.
    public var value: String
    /// What may be typed, in a few words: `0 to 5000`.
    public var range: String

    /// A parameter.
    public init(name: String, value: String, range: String) {
        self.name = name
        self.value = value
        self.range = range
    }
}
