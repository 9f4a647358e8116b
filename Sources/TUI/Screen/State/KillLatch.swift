import Books

/// The friction of the kill key: a second press within two seconds, with no other key between them.
struct KillLatch: Sendable, Equatable {
    private var firstPress: MonotonicTime?

    /// How long the first press waits for the second.
    static let window = TimeSpan.seconds(2)

    /// When the first press is forgotten, if there was one.
    var deadline: MonotonicTime? { firstPress.map { $0 + Self.window } }

    /// Takes a press and says whether it was the second.
    mutating func press(at now: MonotonicTime) -> Bool {
        if let deadline, now <= deadline {
            firstPress = nil
            return true
        }
        firstPress = now
        return false
    }

    /// Forgets the first press.
    mutating func release() {
        firstPress = nil
    }
}
