public import Books

/// From when to when a certificate holds, counted from now.
public struct Validity: Sendable, Equatable {
    /// How long ago it began.
    public let age: TimeSpan
    /// How long it still holds; negative if it has expired.
    public let rest: TimeSpan

    /// A week, begun an hour ago so that a clock that is a little behind does not refuse it.
    public static let week = Validity(age: .seconds(3_600), rest: .seconds(7 * 24 * 3_600))

    /// A validity that began `age` ago and ends `rest` from now.
    public init(age: TimeSpan, rest: TimeSpan) {
        self.age = age
        self.rest = rest
    }
}
