/// The open connections of an exchange, in the order in which they were opened.
///
/// A sorted array and not a dictionary: what is sent to all must go out in the same order in every run.
struct ConnectionTable<State: Sendable>: Sendable {
    private var entries: [Entry] = []

    private struct Entry: Sendable {
        let identifier: ConnectionID
        var state: State
    }

    /// The places of the open connections, to walk over with ``subscript(place:)``.
    var indices: Range<Int> { entries.indices }

    /// Adds a connection; its number must be above those of all before it.
    mutating func open(_ identifier: ConnectionID, _ state: State) {
        precondition(entries.last.map { $0.identifier < identifier } ?? true, "connection numbers must rise")
        entries.append(Entry(identifier: identifier, state: state))
    }

    /// The place of a connection; `nil` if it is closed.
    func place(of identifier: ConnectionID) -> Int? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].identifier < identifier { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].identifier == identifier ? low : nil
    }

    /// The connection at a place.
    func identifier(at place: Int) -> ConnectionID { entries[place].identifier }

    /// The state of the connection at a place.
    subscript(place place: Int) -> State {
        get { entries[place].state }
        set { entries[place].state = newValue }
        _modify { yield &entries[place].state }
    }

    /// Forgets the connection at a place.
    mutating func close(at place: Int) {
        entries.remove(at: place)
    }

    /// Forgets all connections.
    mutating func closeAll() {
        entries.removeAll()
    }
}
