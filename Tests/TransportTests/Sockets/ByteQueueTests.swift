import TestKit
import Testing

@testable import Transport

@Suite("The queue of bytes that wait for a socket")
struct ByteQueueTests {
    @Test("It does what an array does, and the bytes at the front never move before they are dropped")
    func likeAnArray() {
        for round in 0..<20 {
            let seed = UInt64.random(in: 0 ... .max)
            #expect(runs(like: seed, capacity: round + 1), "capacity \(round + 1), seed \(seed)")
        }
    }

    /// Whether a random run of appends and drains leaves the queue and an array with the same bytes throughout.
    private func runs(like seed: UInt64, capacity: Int) -> Bool {
        var numbers = SplitMix64(seed: seed)
        var queue = ByteQueue(capacity: capacity)
        var twin: [UInt8] = []
        var front: UInt?
        for _ in 0..<2_000 {
            if Bool.random(using: &numbers) {
                let bytes = (0..<Int.random(in: 0...capacity + 2, using: &numbers)).map { _ in
                    UInt8.random(in: 0 ... .max, using: &numbers)
                }
                let start = Int.random(in: 0...bytes.count, using: &numbers)
                let taken = queue.append(bytes, from: start)
                guard taken == min(bytes.count - start, capacity - twin.count) else { return false }
                twin += bytes[start..<start + taken]
            } else {
                let limit = Int.random(in: 0...capacity, using: &numbers)
                let share = Int.random(in: 0...4, using: &numbers)
                var isSame = true
                unsafe queue.drain(upTo: limit) { run in
                    let address = UInt(bitPattern: run.baseAddress)
                    isSame = unsafe run.count <= limit && twin.starts(with: run) && (front == nil || front == address)
                    let taken = run.count * share / 4
                    front = taken == 0 ? address : nil
                    twin.removeFirst(taken)
                    return taken
                }
                guard isSame else { return false }
            }
            if twin.isEmpty { front = nil }
            guard queue.count == twin.count, queue.isEmpty == twin.isEmpty, queue.space == capacity - twin.count
            else { return false }
        }
        return true
    }
}
