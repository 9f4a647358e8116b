public import Books

/// What is going to happen, earliest first; what is due at the same time comes in the order of entry.
public struct Agenda<Happening> {
    private struct Entry {
        let time: MonotonicTime
        let number: UInt64
        let happening: Happening
    }

    /// A binary heap, the earliest entry at its top.
    private var entries: [Entry] = []
    private var count: UInt64 = 0

    /// An agenda with nothing on it.
    public init() {}

    /// When the next entry is due.
    public var due: MonotonicTime? { entries.first?.time }

    /// Puts an entry in.
    public mutating func add(_ happening: Happening, at time: MonotonicTime) {
        count += 1
        entries.append(Entry(time: time, number: count, happening: happening))
        var child = entries.count - 1
        while child > 0, isBefore(child, (child - 1) / 2) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the next entry out.
    public mutating func next() -> (time: MonotonicTime, happening: Happening)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return (first.time, first.happening) }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && isBefore(child, least) {
                least = child
            }
            guard least != parent else { return (first.time, first.happening) }
            entries.swapAt(parent, least)
            parent = least
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (entries[left].time, entries[left].number) < (entries[right].time, entries[right].number)
    }
}
