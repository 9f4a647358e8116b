import Foundation

/// How far a long run is: a line now and then, with the time that is left.
struct Progress {
    private let total: UInt64
    private let begin = ContinuousClock.now
    private var toldAt = ContinuousClock.now
    private static let pause = Duration.seconds(15)

    init(total: UInt64) {
        self.total = total
    }

    /// So many seeds were played, with so many orders; says so if it was not said lately.
    mutating func tell(_ done: UInt64, orders: Int, failures: Int) {
        let now = ContinuousClock.now
        guard now - toldAt >= Self.pause || done == total else { return }
        toldAt = now
        let passed = begin.duration(to: now).components.seconds
        let left = Int64(Double(passed) / Double(done) * Double(total - done))
        let words =
            "\(done) of \(total) seeds, \(orders) orders sent, \(failures) failures, "
            + "\(Self.time(passed)) passed, about \(Self.time(left)) left\n"
        // At once: what is printed waits in a buffer where the output is a file.
        FileHandle.standardOutput.write(Data(words.utf8))
    }

    private static func time(_ seconds: Int64) -> String { "\(seconds / 60) min \(seconds % 60) s" }
}
