public import Books
import Venues

/// Writes a recording: records into blocks, blocks into segments, segments into a folder with a manifest.
///
/// One thread uses it. After an error it must not be used again but for ``CaptureWriter/tally``.
public struct CaptureWriter: ~Copyable {
    /// What was recorded so far, the block in progress included.
    public var tally: CaptureTally {
        var sum = finished
        sum.add(segment.tally)
        return sum
    }

    /// The number of the segment that is being written.
    public var segmentNumber: UInt32 { segment.number }

    private let folder: CaptureFolder
    private let limits: CaptureLimits
    private let makeDigest: () -> any RollingDigest
    private var manifest: CaptureManifest
    private var finished = CaptureTally()
    private var segment: SegmentWriter

    /// Begins a recording in `folder`, which is made if it is not there; `makeDigest` makes a SHA-256.
    public init(
        folder path: String,
        description: CaptureDescription,
        limits: CaptureLimits = CaptureLimits(),
        at now: MonotonicTime,
        makeDigest: @escaping () -> any RollingDigest
    ) throws(CaptureError) {
        let folder = CaptureFolder(path: path)
        try folder.prepare()
        let parts = SegmentWriter.Parts(
            folder: folder,
            description: description,
            digest: makeDigest(),
            limits: limits
        )
        let manifest = CaptureManifest(description: description, segments: [], isClean: false)
        let segment = try SegmentWriter.begin(1, at: now, wallTime: description.start, with: parts)
        try Self.write(manifest, with: Self.unfinished(segment.name), in: folder)
        self.folder = folder
        self.limits = limits
        self.makeDigest = makeDigest
        self.manifest = manifest
        self.segment = segment
    }

    /// Takes whole records in, as ``CaptureRecord/append(to:)`` writes them.
    public mutating func take(_ records: borrowing [UInt8]) throws(CaptureError) {
        var position = 0
        while position < records.count {
            guard let head = CaptureRecordHead(records, at: position) else {
                preconditionFailure("bytes that are no record were given to the writer at \(position)")
            }
            let isDue =
                segment.length >= limits.segmentBytes || head.time - segment.start >= limits.segmentSpan
            if isDue, segment.tally.records > 1 { try rotate(at: head) }
            try segment.take(records, head, at: position)
            position += head.length
        }
    }

    /// Writes the block in progress, and waits until all is on the disk.
    public mutating func flush() throws(CaptureError) {
        try segment.flush()
        try segment.synchronise()
    }

    /// Ends the recording in good order.
    public mutating func finish(at now: MonotonicTime, wallTime: WallTime) throws(CaptureError) {
        let last = try segment.finish(isLast: true, at: now, wallTime: wallTime)
        manifest.isClean = true
        try Self.write(manifest, with: last, in: folder)
    }

    // MARK: - Parts

    private mutating func rotate(at head: CaptureRecordHead) throws(CaptureError) {
        let done = try segment.finish(isLast: false, at: head.time, wallTime: head.wallTime)
        let parts = SegmentWriter.Parts(
            folder: folder,
            description: manifest.description,
            digest: makeDigest(),
            limits: limits
        )
        let next = try SegmentWriter.begin(segment.number + 1, at: head.time, wallTime: head.wallTime, with: parts)
        finished.add(done.tally)
        manifest.segments.append(done)
        segment = next
        try Self.write(manifest, with: Self.unfinished(segment.name), in: folder)
    }

    /// The line of a segment in progress: its figures are not known before its end.
    private static func unfinished(_ name: String) -> CaptureManifest.Segment {
        CaptureManifest.Segment(file: name, tally: CaptureTally(), hash: nil)
    }

    private static func write(
        _ manifest: CaptureManifest,
        with last: CaptureManifest.Segment,
        in folder: CaptureFolder
    ) throws(CaptureError) {
        var stated = manifest
        stated.segments.append(last)
        try folder.write(stated)
    }
}
