import Books
import Runtime
import TUI
import Testing

/// Sentences about what happened.
@Suite("Notices")
struct NoticeTests {
    private static let now = MonotonicTime(nanoseconds: 1_000_000_000)

    @Test(
        "Each state has its sentence and its weight",
        arguments: [
            (.connecting, "BINANCE connecting", .info), (.syncing, "BINANCE connected, fetching the book", .info),
            (.live, "BINANCE book is live", .info),
            (.stale, "BINANCE is silent: its size left the consumer book", .warning),
            (.resyncing(.gap(expected: 3, received: 9)), "BINANCE resync: gap, want 3 got 9", .warning),
            (.resyncing(.checksum), "BINANCE resync: wrong checksum", .warning),
            (.resyncing(.crossed), "BINANCE resync: book crossed", .warning),
            (.resyncing(.topMismatch), "BINANCE resync: top differs from the venue's", .warning),
            (.resyncing(.unreadable), "BINANCE resync: unreadable message", .warning),
            (.resyncing(.overflow), "BINANCE resync: too slow, updates dropped", .warning),
            (.resyncing(.requested), "BINANCE resync: asked for", .warning),
            (.halted, "BINANCE has halted its market", .warning),
            (
                .down(.transport("It broke."), attempt: 1, retryAt: MonotonicTime(nanoseconds: 3_500_000_000)),
                "BINANCE down: It broke; try 2 in 2.5 s", .alarm
            ),
            (
                .down(.silence(.seconds(5)), attempt: 4, retryAt: MonotonicTime(nanoseconds: 0)),
                "BINANCE down: no message for 5.0 s; try 5 in 0.0 s", .alarm
            ),
            (
                .down(.closedByVenue("closed"), attempt: 1, retryAt: MonotonicTime(nanoseconds: 1_049_000_000)),
                "BINANCE down: closed; try 2 in 0.0 s", .alarm
            ),
            (
                .down(.refused("check the symbol"), attempt: 1, retryAt: MonotonicTime(nanoseconds: 1_150_000_000)),
                "BINANCE down: check the symbol; try 2 in 0.1 s", .alarm
            ),
        ] as [(FeedState, String, NoticeWeight)]
    )
    func sentences(state: FeedState, sentence: String, weight: NoticeWeight) {
        var builder = ViewModelBuilderTests.builder()
        let wall = ViewModelBuilderTests.wall
        #expect(builder.note(state, of: VenueID(slot: 0), at: Self.now, wallTime: wall) == sentence)
        let view = builder.make(ViewModelBuilderTests.trader { _ in }, at: Self.now, wallTime: wall)
        #expect(view.notices == [NoticeView(time: wall, text: sentence, weight: weight)])
    }

    @Test("The newest notice comes first, and only so many are kept")
    func order() {
        var builder = ViewModelBuilderTests.builder()
        for second in 0..<80 {
            let wall = WallTime(nanoseconds: Int64(second) * 1_000_000_000)
            _ = builder.note(.live, of: VenueID(slot: second % 2), at: Self.now, wallTime: wall)
        }
        let view = builder.make(
            ViewModelBuilderTests.trader { _ in },
            at: Self.now,
            wallTime: ViewModelBuilderTests.wall
        )
        #expect(view.notices.count == 50)
        #expect(view.notices.first?.time == WallTime(nanoseconds: 79_000_000_000))
        #expect(view.notices.first?.text == "KRAKEN book is live")
        #expect(view.notices.last?.time == WallTime(nanoseconds: 30_000_000_000))
    }
}
