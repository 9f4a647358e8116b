import Books
import Foundation
import Testing

@testable import Simulator

/// A recording in memory: lines of a receive time, a blank and a message.
struct LinesMarket: RecordedMarket {
    private let lines: [Substring]
    private var position = 0

    /// A market of these lines; those without a number at their beginning are damaged.
    init(_ text: String) {
        lines = text.split(separator: "\n")
    }

    /// A market from a file of the fixtures.
    init(fixture name: String) throws {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "lines", subdirectory: "Fixtures")
        )
        self.init(try String(contentsOf: url, encoding: .utf8))
    }

    /// The same market with one line more.
    func appending(_ line: String) -> LinesMarket {
        LinesMarket((lines + [Substring(line)]).joined(separator: "\n"))
    }

    mutating func next(into payload: inout [UInt8]) throws(MarketError) -> WallTime? {
        guard position < lines.count else { return nil }
        let parts = lines[position].split(separator: " ", maxSplits: 1)
        position += 1
        guard parts.count == 2, let time = Int64(parts[0]) else {
            throw .unreadable("line \(position) is cut off")
        }
        payload = Array(parts[1].utf8)
        return WallTime(nanoseconds: time)
    }

    mutating func rewind() throws(MarketError) {
        position = 0
    }
}
