import Books
import Testing

/// What a state says about the book behind it.
@Suite("The states of a feed")
struct FeedStateTests {
    static let states: [(FeedState, isLive: Bool, losesBook: Bool)] = [
        (.connecting, false, true),
        (.syncing, false, true),
        (.live, true, false),
        (.stale, false, false),
        (.resyncing(.checksum), false, true),
        (.down(.silence(.seconds(5)), attempt: 1, retryAt: MonotonicTime(nanoseconds: 0)), false, true),
        (.halted, false, false),
    ]

    @Test("Only a live book may be used, and a lost one has to come whole again", arguments: states)
    func worth(state: FeedState, isLive: Bool, losesBook: Bool) {
        #expect(state.isLive == isLive)
        #expect(state.losesBook == losesBook)
    }
}
