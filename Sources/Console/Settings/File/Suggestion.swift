/// Finds what a person probably meant.
enum Suggestion {
    /// The candidate nearest to `word`; nothing if none is near.
    ///
    /// Near is a third of the word's letters: `bid.prise` means `bid.price`.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let limit = max(1, word.unicodeScalars.count / 3)
        let ranked = candidates.map { (name: $0, distance: distance(fold(word), fold($0))) }
        return ranked.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
    }

    /// Letters of either case are the same, and so are the usual ways to join words.
    private static func fold(_ word: String) -> [Unicode.Scalar] {
        word.lowercased().unicodeScalars.map { $0 == "-" || $0 == " " ? "_" : $0 }
    }

    /// How many letters have to be added, taken away, changed or exchanged with their neighbour.
    ///
    /// The restricted Damerau-Levenshtein distance, "optimal string alignment".
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1] + [Int](repeating: 0, count: right.count)
            for column in right.indices {
                let change = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(change, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current[column + 1] = best
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
