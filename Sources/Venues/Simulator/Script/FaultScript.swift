import Books
import Venues

/// A plan of what goes wrong when: fixed moments, spans, and faults that a seed draws.
///
/// One entry a line, `#` begins a comment:
///
///     seed 7
///     12.5s      kraken  checksum times=3
///     30s..45s   binance delay by=900ms
///     1m..       both    random every=10s of=gap,reset,half-open
///
/// A time is counted from the start. `FROM..TO` is the same as `FROM` with `for=` the time between; an open end lasts. A
/// `random` line draws a fault of its list, evenly, at distances between nothing and twice `every`; states last between
/// half a second and five. The same script with the same seed gives the same faults at the same times.
public struct FaultScript: Sendable, Equatable {
    /// Which numbers the random lines draw.
    public private(set) var seed: UInt64 = 1
    /// The fixed entries, in the order of their times.
    private(set) var entries: [Entry] = []
    /// The random lines, in the order of the text.
    private(set) var draws: [Draw] = []

    /// One fault at one time.
    struct Entry: Sendable, Equatable {
        /// When, from the start.
        let time: TimeSpan
        /// Where.
        let venue: ExchangeVenue
        /// What.
        let order: FaultOrder
    }

    /// A line that draws faults.
    struct Draw: Sendable, Equatable {
        /// When it begins, from the start.
        let from: TimeSpan
        /// When it ends; nil if it does not.
        let to: TimeSpan?
        /// Where.
        let venue: ExchangeVenue
        /// The mean time from one fault to the next.
        let every: TimeSpan
        /// What it draws from.
        let kinds: [FaultKind]
    }

    /// How large a script may be: far more than a person writes.
    private static let lineLimit = 100_000

    /// Reads a script.
    public init(_ text: String) throws(FaultScriptError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count <= Self.lineLimit else {
            throw FaultScriptError(line: Self.lineLimit, sentence: "the script is too long: draw with random instead")
        }
        for (index, line) in lines.enumerated() {
            let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "\r" }
            guard !words.isEmpty else { continue }
            do throws(FaultTextError) {
                try read(words)
            } catch {
                throw FaultScriptError(line: index + 1, sentence: error.sentence)
            }
        }
        // In the order of the lines where times are equal: the sort of the standard library keeps it.
        entries.sort { $0.time < $1.time }
    }

    private mutating func read(_ words: [Substring]) throws(FaultTextError) {
        if words[0] == "seed" {
            guard words.count == 2, let number = UInt64(words[1]) else {
                throw FaultTextError("a seed is one whole number: write seed 7")
            }
            seed = number
            return
        }
        guard words.count >= 3 else {
            throw FaultTextError("a line has a time, a venue and a fault: write 12.5s kraken checksum")
        }
        let (from, to) = try Self.times(words[0])
        for venue in try Self.venues(words[1]) {
            if words[2] == "random" {
                draws.append(try Self.draw(words.dropFirst(3), from, to, venue))
            } else {
                entries.append(try Self.entry(Array(words.dropFirst(2)), from, to, venue))
            }
        }
    }

    // MARK: - Parts

    private static func times(_ word: Substring) throws(FaultTextError) -> (from: TimeSpan, to: TimeSpan?) {
        guard let dots = word.firstRange(of: "..") else {
            return (try time(word), nil)
        }
        let from = try time(word[..<dots.lowerBound])
        let rest = word[dots.upperBound...]
        guard !rest.isEmpty else { return (from, nil) }
        let to = try time(rest)
        guard to > from else {
            throw FaultTextError("\(FaultText.shown(word)) ends before it begins: write the earlier time first")
        }
        return (from, to)
    }

    private static func time(_ text: Substring) throws(FaultTextError) -> TimeSpan {
        try FaultText.span("time", String(text), atLeast: 0)
    }

    private static func venues(_ word: Substring) throws(FaultTextError) -> [ExchangeVenue] {
        if word == "both" { return ExchangeVenue.allCases }
        if let venue = ExchangeVenue(name: word) { return [venue] }
        let names = ExchangeVenue.allCases.map(\.name).joined(separator: ", ")
        throw FaultTextError("there is no venue \(FaultText.shown(word)): give \(names) or both")
    }

    private static func entry(
        _ words: [Substring],
        _ from: TimeSpan,
        _ to: TimeSpan?,
        _ venue: ExchangeVenue
    ) throws(FaultTextError) -> Entry {
        let order = try FaultText.order(words, at: venue)
        guard let to else { return Entry(time: from, venue: venue, order: order) }
        guard order.duration == nil else {
            throw FaultTextError("the line says twice how long: leave out either the end of the time or for=")
        }
        let span = TimeSpan(nanoseconds: to.nanoseconds - from.nanoseconds)
        // A number that was only the standard one gives way to the time.
        let times = words.contains { $0.hasPrefix("times=") } ? order.times : nil
        let lasting = FaultOrder(order.fault, times: times, duration: span, scope: order.scope)
        return Entry(time: from, venue: venue, order: lasting)
    }

    private static func draw(
        _ words: ArraySlice<Substring>,
        _ from: TimeSpan,
        _ to: TimeSpan?,
        _ venue: ExchangeVenue
    ) throws(FaultTextError) -> Draw {
        var every: TimeSpan?
        var kinds = FaultTable.rows.filter { $0.venues.contains(venue) }.map(\.kind)
        for word in words {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            switch halves.count == 2 ? halves[0] : "" {
            case "every":
                every = try FaultText.span("every", String(halves[1]), atLeast: 1_000_000)
            case "of":
                kinds = []
                for name in halves[1].split(separator: ",") {
                    kinds.append(try FaultText.order([name], at: venue).fault.kind)
                }
            default:
                throw FaultTextError("random has no \(FaultText.shown(word)): it has every=10s and of=gap,reset")
            }
        }
        guard let every, !kinds.isEmpty else {
            throw FaultTextError("random needs to know how often: write random every=10s, and of= with a fault or more")
        }
        return Draw(from: from, to: to, venue: venue, every: every, kinds: kinds)
    }
}
