import Books
import Recording

/// A source with its timeline and the next record, read ahead so that the driver can tell whose turn it is.
struct ReplayTrack {
    let source: any ReplaySource
    private(set) var timeline: ReplayTimeline
    /// The next record; meaningless after the end.
    private(set) var record = CaptureRecord()
    /// When the next record is played; nil after the end.
    private(set) var time: MonotonicTime?

    /// A track that stands before its first record.
    init(_ source: any ReplaySource, offset: Int64) {
        self.source = source
        timeline = ReplayTimeline(offset: offset)
        advance()
    }

    /// Moves on to the next record.
    mutating func advance() {
        time = source.next(into: &record) ? timeline.place(record.time.nanoseconds) : nil
    }

    /// What is to be said about the recording after it was played.
    var findings: [String] {
        var findings = source.findings
        if timeline.stepsBack > 0 {
            findings.append(
                "\(source.path): the time went back \(timeline.stepsBack) times; such records were played at the time of "
                    + "the one before"
            )
        }
        if timeline.leaps > 0 {
            findings.append(
                "\(source.path): the time leapt by more than an hour \(timeline.leaps) times; a minute was played"
            )
        }
        return findings
    }
}
