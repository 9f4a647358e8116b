import Books
import Journal

/// Which records of a journal are shown.
struct JournalFilter {
    /// One end of a range.
    enum Bound {
        /// A record's number.
        case sequence(Int64)
        /// An instant.
        case time(WallTime)
    }

    /// Where it begins; nil for the file's beginning.
    var first: Bound?
    /// Where it ends; nil for the file's end.
    var last: Bound?
    /// Which kinds; nil for all.
    var kinds: [String]?
    /// The order that it has to be about; nil for all.
    var order: ClientOrderID?

    /// Whether a record is to be shown.
    func takes(_ record: JournalRecord, _ entry: JournalEntry) -> Bool {
        switch first {
        case .sequence(let bound) where record.sequence < bound: return false
        case .time(let bound) where record.wall < bound: return false
        default: break
        }
        switch last {
        case .sequence(let bound) where record.sequence > bound: return false
        case .time(let bound) where record.wall > bound: return false
        default: break
        }
        if let kinds, !kinds.contains(entry.kind) { return false }
        if let order, !entry.orders.contains(order) { return false }
        return true
    }
}
