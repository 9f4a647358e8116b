/// The rows of a book column, counted from its title.
struct BookRows: Hashable {
    /// The row with the names of the columns, where there is room.
    let header: Int?
    /// The row between the two sides.
    let mid: Int
    /// How many levels of each side are shown.
    let levels: Int
    /// The row with the last trade or the imbalance, where there is room.
    let last: Int?
    /// The row with the sequence or the sums, where there is room.
    let sequence: Int?

    /// Rows for `levels` levels a side and the named extra rows.
    init(levels: Int, header: Bool, last: Bool, sequence: Bool) {
        self.levels = levels
        self.header = header ? 1 : nil
        mid = (header ? 2 : 1) + levels
        self.last = last ? mid + levels + 1 : nil
        self.sequence = sequence && last ? mid + levels + 2 : nil
    }

    /// How many rows there are, the title included.
    var count: Int { (sequence ?? last ?? mid + levels) + 1 }

    /// The row of the ask at `depth` from the best one: best prices stand beside the mid row.
    func ask(_ depth: Int) -> Int { mid - 1 - depth }

    /// The row of the bid at `depth` from the best one.
    func bid(_ depth: Int) -> Int { mid + 1 + depth }
}
