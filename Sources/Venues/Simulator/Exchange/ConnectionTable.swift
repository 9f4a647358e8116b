/// The open connections of an exchange, in the order of their numbers.
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

    /// Adds a connection, which must not be open already.
    mutating func open(_ identifier: ConnectionID, _ state: State) {
        let place = insertionPlace(of: identifier)
        precondition(!isOpen(identifier, at: place), "connection \(identifier.number) is open already")
        entries.insert(Entry(identifier: identifier, state: state), at: place)
    }

    /// The place of a connection; `nil` if it is closed.
    func place(of identifier: ConnectionID) -> Int? {
        let place = insertionPlace(of: identifier)
        return isOpen(identifier, at: place) ? place : nil
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

    private func isOpen(_ identifier: ConnectionID, at place: Int) -> Bool {
        place < entries.count && entries[place].identifier == identifier
    }

    private func insertionPlace(of identifier: ConnectionID) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].identifier < identifier { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
