import Books

extension JournalWriter {
    /// Writes a member that is one of the words of a kind.
    mutating func member(_ name: StaticString, word: some JournalWord) {
        member(name, word.word)
    }

    /// Writes a member that is a venue's slot; none if it is nil.
    mutating func member(_ name: StaticString, _ venue: VenueID?) {
        member(name, venue?.slot)
    }

    /// Writes a member that is an order's name.
    mutating func member(_ name: StaticString, _ id: ClientOrderID) {
        member(name, id.text)
    }
}
