import Books
import TestKit
import Testing

@testable import Strategy

@Suite("Venues that agree")
struct VenueAgreementTests {
    private func consumer(_ second: Int64, isSecondLive: Bool = true) -> ConsumerBook {
        var consumer = MarketBench.consumer([
            ([(99_950, 500)], [(100_050, 500)]), ([(second - 50, 500)], [(second + 50, 500)]),
        ])
        consumer.setLive(isSecondLive, venue: VenueID(slot: 1))
        return consumer
    }

    private func time(_ seconds: Int64) -> MonotonicTime { MonotonicTime(nanoseconds: seconds * 1_000_000_000) }

    @Test("The one that was there alone before the other came is believed two seconds after that has left")
    func incumbent() {
        var agreement = VenueAgreement()
        agreement.note(consumer(110_000, isSecondLive: false), at: time(1))
        agreement.note(consumer(110_000), at: time(2))
        #expect(agreement.decoupling != nil)
        agreement.note(consumer(110_000, isSecondLive: false), at: time(3))
        #expect(agreement.decoupling != nil)
        agreement.note(consumer(110_000, isSecondLive: false), at: time(5))
        #expect(agreement.decoupling == nil)
    }

    @Test("One venue that is left alone agrees with nobody, however long; two that agree for two seconds are believed")
    func alone() {
        var agreement = VenueAgreement()
        agreement.note(consumer(110_000), at: time(1))
        #expect(agreement.decoupling?.basisPoints == 1_000)
        for second in 2...60 { agreement.note(consumer(110_000, isSecondLive: false), at: time(Int64(second))) }
        #expect(agreement.decoupling != nil)
        // What was alone has agreed with nobody: the two seconds begin when there are two again.
        agreement.note(consumer(100_000), at: time(61))
        #expect(agreement.decoupling != nil)
        agreement.note(consumer(100_000), at: time(63))
        #expect(agreement.decoupling == nil)
    }

    @Test("A person's word lets the one that is left be traded on, and nothing while two can be compared")
    func word() {
        var agreement = VenueAgreement()
        agreement.note(consumer(110_000), at: time(1))
        agreement.believe(consumer(110_000))
        #expect(agreement.decoupling != nil)
        var none = consumer(110_000, isSecondLive: false)
        none.setLive(false, venue: VenueID(slot: 0))
        agreement.believe(none)
        #expect(agreement.decoupling != nil)
        agreement.believe(consumer(110_000, isSecondLive: false))
        #expect(agreement.decoupling == nil)
    }
}
