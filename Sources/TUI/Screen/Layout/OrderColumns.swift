/// The columns of the orders pane.
struct OrderColumns: Equatable {
    /// Whether the venue's whole name is shown, or its letter.
    let hasNames: Bool
    /// Where the venue begins.
    let venue: Int
    /// Where the side begins.
    let side: Int
    /// The sizes, right-aligned.
    let size: Range<Int>
    /// The prices, right-aligned.
    let price: Range<Int>
    /// Where the state begins.
    let state: Int
    /// What is filled of what, right-aligned.
    let filled: Range<Int>
    /// The average price, where there is room.
    let average: Range<Int>?
    /// The slippage, right-aligned.
    let slippage: Range<Int>
    /// The time to the acknowledgement, right-aligned.
    let acknowledgement: Range<Int>
    /// Where the parent's number begins.
    let parent: Int?
    /// Where the note begins.
    let note: Int?

    /// The time of day with milliseconds stands in front of everything.
    static let time = 1

    /// The columns of a pane of that width.
    init(width: Int, price format: NumberFormat) {
        let extra = max(format.width - 8, 0)
        switch width {
        case ..<Layout.wide:
            hasNames = false
            (venue, side) = (14, 16)
            size = 20..<26
            price = 29..<37 + extra
            state = 39 + extra
            filled = 47 + extra..<59 + extra
            average = nil
            slippage = 59 + extra..<70 + extra
            acknowledgement = 70 + extra..<79 + extra
            (parent, note) = (nil, nil)
        case ..<160:
            hasNames = true
            (venue, side) = (14, 23)
            size = 28..<34
            price = 36..<45 + extra
            state = 47 + extra
            filled = 56 + extra..<68 + extra
            average = 68 + extra..<77 + 2 * extra
            slippage = 77 + 2 * extra..<84 + 2 * extra
            acknowledgement = 84 + 2 * extra..<90 + 2 * extra
            parent = 91 + 2 * extra
            note = 98 + 2 * extra
        default:
            hasNames = true
            (venue, side) = (15, 24)
            size = 28..<35
            price = 38..<48 + extra
            state = 50 + extra
            filled = 60 + extra..<73 + extra
            average = 76 + extra..<85 + 2 * extra
            slippage = 86 + 2 * extra..<94 + 2 * extra
            acknowledgement = 95 + 2 * extra..<101 + 2 * extra
            parent = 103 + 2 * extra
            note = 112 + 2 * extra
        }
    }
}
