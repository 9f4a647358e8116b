/// The scale that the bars of every book have at the moment, so that they can keep it.
struct BarScales: Sendable, Equatable {
    private var scales: [Scale] = []

    private struct Scale: Sendable, Equatable {
        let book: BookKind
        var full: Int64
    }

    /// The quantity of a full bar in a book, if it was shown before.
    func full(_ book: BookKind) -> Int64? {
        scales.first { $0.book == book }?.full
    }

    /// Takes a frame in.
    mutating func show(_ model: ConsoleViewModel) {
        for (index, venue) in model.venues.enumerated() {
            note(.venue(index), venue.ladder)
        }
        note(.consumer, model.consumer.ladder)
    }

    private mutating func note(_ book: BookKind, _ ladder: LadderView) {
        guard let largest = ladder.largestQuantity else { return }
        let full = BarScale(largest: largest, keeping: full(book)).full
        if let index = scales.firstIndex(where: { $0.book == book }) {
            scales[index].full = full
        } else {
            scales.append(Scale(book: book, full: full))
        }
    }
}
