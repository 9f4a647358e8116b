import Books
import TUI
import Testing

@Suite("Frame pacer")
struct FramePacerTests {
    private let start = MonotonicTime(nanoseconds: 1_000_000)

    @Test("The first frame is due at once, and none without a change")
    func first() {
        var pacer = FramePacer(framesPerSecond: 10)
        #expect(pacer.isDue(at: start))
        pacer.noteFrame(at: start)
        #expect(pacer.deadline(after: start) == nil)
        #expect(!pacer.isDue(at: start + .seconds(100)))
    }

    @Test("Changes wait for the next slot, however many come")
    func slots() {
        var pacer = FramePacer(framesPerSecond: 10)
        pacer.noteFrame(at: start)
        pacer.noteChange()
        pacer.noteChange()
        #expect(pacer.deadline(after: start) == start + .milliseconds(100))
        #expect(!pacer.isDue(at: start + .milliseconds(99)))
        #expect(pacer.isDue(at: start + .milliseconds(100)))
    }

    @Test("What nobody waits for is drawn one interval after the last frame at the earliest")
    func earliest() {
        var pacer = FramePacer(framesPerSecond: 10)
        #expect(pacer.earliestFrame(after: start) == start)
        pacer.noteFrame(at: start)
        #expect(pacer.earliestFrame(after: start + .milliseconds(40)) == start + .milliseconds(100))
        #expect(pacer.earliestFrame(after: start + .milliseconds(140)) == start + .milliseconds(140))
    }

    @Test("A key does not wait")
    func urgent() {
        var pacer = FramePacer(framesPerSecond: 1)
        pacer.noteFrame(at: start)
        pacer.noteUrgentChange()
        pacer.noteChange()
        #expect(pacer.isDue(at: start))
        pacer.noteFrame(at: start)
        #expect(!pacer.isDue(at: start))
    }
}
