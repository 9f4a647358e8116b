/// Finds the word that a person may have meant.
enum Spelling {
    /// The word of `words` nearest to `word`, if it is near enough to be meant; the first of equals.
    static func nearest(to word: String, in words: [String]) -> String? {
        let typed = Array(word.lowercased().unicodeScalars.prefix(limit))
        guard typed.count > 1 else { return nil }
        let most = typed.count < 4 ? 1 : 2
        var best: (word: String, distance: Int)?
        for candidate in words {
            let scalars = Array(candidate.lowercased().unicodeScalars.prefix(limit))
            let distance = scalars.starts(with: typed) ? 1 : distance(typed, scalars)
            if distance <= most, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.word
    }

    /// Longer words are not compared to their ends.
    private static let limit = 40

    /// How many letters must be put in, left out, exchanged with another or with their neighbour (the optimal string
    /// alignment distance).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for row in 1...max(left.count, 1) where row <= left.count {
            var next = [row]
            for column in 1...max(right.count, 1) where column <= right.count {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                let isSwapped =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                if isSwapped { cost = min(cost, before[column - 2] + 1) }
                next.append(cost)
            }
            (before, last) = (last, next)
        }
        return last[right.count]
    }
}
