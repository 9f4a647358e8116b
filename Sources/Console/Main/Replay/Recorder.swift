import Books
import Recording
import Runtime
import Threads

/// A recording of the console's venues, or of some of them.
struct Recorder {
    /// The slots of all venues that can be recorded.
    static let allVenues = Array(Composition.recordedVenues.indices)

    /// The folder that it goes to.
    let folder: String

    private let task: CaptureTask
    private let venues: [Int]

    /// How long the disk may take for what waits at the end.
    private static let finishLimit = TimeSpan.seconds(10)

    /// Begins a recording of the venues in those slots to `folder`, which is made.
    init(folder: String, venues: [Int], limits: CaptureLimits) throws(StartError) {
        self.folder = folder
        self.venues = venues
        let description = CaptureDescription(
            instrument: Composition.instrument,
            venues: venues.map { Composition.recordedVenues[$0] },
            start: SteadyClock.wallTime
        )
        let plan = CaptureTask.Plan(folder: folder, description: description, limits: limits) {
            OpenSSLRollingDigest()
        }
        do {
            task = try CaptureTask(plan)
        } catch {
            throw StartError(error.sentence)
        }
    }

    /// How it is getting on.
    var status: CaptureStatus { task.status }

    /// What hears the feeds of the venue in that slot of the console; nil where it is not recorded.
    func tap(venue: Int) -> (any FeedTap)? {
        venues.firstIndex(of: venue).map { task.tap(slot: $0) }
    }

    /// Ends it in good order and says what it came to.
    func finish() {
        let hasEnded = task.finish(within: Self.finishLimit)
        let status = status
        if let failure = status.failure {
            StandardError.say("the recording had stopped by itself: \(failure.sentence)")
        } else if !hasEnded {
            StandardError.say("the disk did not take the end of the recording in \(folder) within 10 s")
        }
        StandardError.say("recorded to \(folder): \(Self.line(status))")
    }

    /// What was recorded so far, in one line.
    static func line(_ status: CaptureStatus) -> String {
        let tally = status.tally
        return "\(Figures.count(tally.messages)) messages, \(Figures.count(tally.answers)) answers, "
            + "\(Figures.megabytes(tally.bytes)) in \(Figures.megabytes(tally.fileBytes)), segment \(status.segment), "
            + "\(status.lost == 0 ? "no holes" : "\(Figures.count(status.lost)) records lost in holes")"
    }
}
