import Books
import TestKit
import Testing

@testable import Strategy

/// When a venue is left alone, and for how long.
@Suite("The breaker of a venue")
struct VenueBreakerTests {
    private let start = MonotonicTime(nanoseconds: 0)

    @Test("Three doubts in a row open it; an end that is known in between begins the count anew")
    func doubts() {
        var breaker = VenueBreaker(seed: 1)
        for outcome in [VenueBreaker.Outcome.ambiguous, .ambiguous, .good, .ambiguous, .ambiguous] {
            let hasOpened = breaker.note(outcome, at: start)
            #expect(!hasOpened)
        }
        let opens = breaker.note(.ambiguous, at: start)
        #expect(opens)
        #expect(breaker.isForDoubt && breaker.openUntil != nil)
    }

    @Test(
        "Five failures of the last twenty open it, one that is older does not count",
        arguments: [(15, true), (16, false)]
    )
    func failures(goods: Int, opens: Bool) {
        var breaker = VenueBreaker(seed: 1)
        let before = Array(repeating: VenueBreaker.Outcome.failed, count: 4) + Array(repeating: .good, count: goods)
        for outcome in before {
            let hasOpened = breaker.note(outcome, at: start)
            #expect(!hasOpened)
        }
        let hasOpened = breaker.note(.failed, at: start)
        #expect(hasOpened == opens)
        #expect(!breaker.isForDoubt)
    }

    @Test("It stays open within bounds that double from 5 s to 60 s, and closes by itself", arguments: 0..<50)
    func spans(seed: UInt64) {
        var breaker = VenueBreaker(seed: seed)
        var now = start
        for bound in [5, 10, 20, 40, 60, 60] as [Int64] {
            var hasOpened = false
            for _ in 0..<5 { hasOpened = breaker.note(.failed, at: now) || hasOpened }
            #expect(hasOpened, "seed \(seed)")
            let until = breaker.openUntil ?? now
            #expect(until - now <= .seconds(bound), "seed \(seed)")
            let hasClosed = breaker.close(at: until)
            #expect(hasClosed)
            now = until
        }
    }
}
