public import Books

/// What was counted of a segment or of a whole recording.
public struct CaptureTally: Sendable, Equatable {
    /// How many records there are, of every kind.
    public var records = 0
    /// How many messages of the streams: texts, binaries, pings and pongs.
    public var messages = 0
    /// How many REST answers.
    public var answers = 0
    /// How many times records were lost in a row.
    public var holes = 0
    /// How many records were lost.
    public var lost = 0
    /// How many bytes the records have, heads included.
    public var bytes = 0
    /// How many bytes the files have.
    public var fileBytes = 0
    /// When the first record was read, by the calendar; the description and the end are none.
    public var first: WallTime?
    /// When the last record was read, by the calendar; the description and the end are none.
    public var last: WallTime?

    /// Nothing counted yet.
    public init() {}

    /// Counts one record of `length` bytes; `lost` is what a hole's payload says.
    mutating func note(_ head: CaptureRecordHead, lost: Int) {
        records += 1
        bytes += head.length
        switch head.kind {
        case .text, .binary, .control: messages += 1
        case .answered: answers += 1
        case .hole:
            holes += 1
            self.lost += lost
        case .opening, .opened, .failed, .closedByVenue, .closed, .sent, .asked, .unanswered:
            break
        case .description, .end:
            // The writer's own records happen to no venue.
            return
        }
        first = first ?? head.wallTime
        last = head.wallTime
    }

    /// Adds what was counted of a later segment.
    public mutating func add(_ other: CaptureTally) {
        records += other.records
        messages += other.messages
        answers += other.answers
        holes += other.holes
        lost += other.lost
        bytes += other.bytes
        fileBytes += other.fileBytes
        first = first ?? other.first
        last = other.last ?? last
    }
}
