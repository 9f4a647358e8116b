/// One book's place on the screen.
struct BookColumn: Equatable {
    /// Which book it is.
    let kind: BookKind
    /// Its title and its rows.
    let region: Region

    /// Divides `region` into the books that it has room for, with one column for the line between two of them.
    static func columns(of region: Region, venues: Int, zoomed: BookKind? = nil) -> [BookColumn] {
        if let zoomed, all(venues: venues).contains(zoomed) {
            return [BookColumn(kind: zoomed, region: region)]
        }
        let kinds = kinds(columns: region.columns, venues: venues)
        let separators = kinds.count - 1
        let base = kinds.map { width(of: $0, columns: region.columns) }
        var spare = region.columns - separators - base.reduce(0, +)
        var columns: [BookColumn] = []
        var start = 0
        for (index, kind) in kinds.enumerated() {
            let extra = spare / (kinds.count - index)
            spare -= extra
            let width = base[index] + extra
            columns.append(BookColumn(kind: kind, region: region.columns(start..<start + width)))
            start += width + 1
        }
        return columns
    }

    /// The books that can be shown, in their order.
    static func all(venues: Int) -> [BookKind] {
        kinds(columns: .max, venues: venues)
    }

    private static func kinds(columns: Int, venues: Int) -> [BookKind] {
        guard columns >= 60 else { return [.consumer] }
        var kinds: [BookKind] = venues > 0 ? [.venue(0), .consumer] : [.consumer]
        if venues > 1 {
            kinds.append(.venue(1))
        }
        if columns >= 80 {
            kinds.append(.trader)
        }
        return kinds
    }

    /// The width that a book has at the breakpoint below `columns`; with its lines a full set fills it exactly.
    private static func width(of kind: BookKind, columns: Int) -> Int {
        let widths: (venue: Int, consumer: Int, trader: Int) =
            switch columns {
            case ..<60: (0, 40, 0)
            case ..<100: (17, 24, 19)
            case ..<120: (21, 32, 23)
            case ..<160: (26, 39, 26)
            case ..<200: (32, 50, 43)
            default: (40, 62, 55)
            }
        return switch kind {
        case .venue: widths.venue
        case .consumer: widths.consumer
        case .trader: widths.trader
        }
    }
}
