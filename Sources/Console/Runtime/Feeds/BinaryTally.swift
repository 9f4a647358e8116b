/// The binary messages of one connection, which no protocol here has: a flood of them must not become one of log lines.
struct BinaryTally {
    private var count = 0

    /// Takes one in; whether it is the connection's first, which alone is told at once.
    mutating func noteOne() -> Bool {
        count += 1
        return count == 1
    }

    /// Ends with the connection; how many there were, nil where no more than was told.
    mutating func end() -> Int? {
        defer { count = 0 }
        return count > 1 ? count : nil
    }
}
