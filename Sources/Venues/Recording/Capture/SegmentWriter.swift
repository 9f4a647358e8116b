import Books
import Venues

/// Writes one segment: its head, then blocks, the last of them with a record that says it ended in good order.
struct SegmentWriter: ~Copyable {
    /// `RUNGREC1`: what a segment begins with; the segment's number (4) and the CRC-32 of these twelve bytes follow.
    static let mark = Array("RUNGREC1".utf8)
    /// How many bytes stand before the first block.
    static let headLength = 16

    /// The segment's number in its recording, from 1.
    let number: UInt32
    /// When it was begun.
    let start: MonotonicTime
    /// What was counted of it.
    private(set) var tally = CaptureTally()

    private let limits: CaptureLimits
    private let digest: any RollingDigest
    private var file: OutputFile
    private var block: [UInt8] = []
    private var blockRecords: UInt32 = 0
    private var blockNumber: UInt32 = 0
    private var output: [UInt8] = []

    private init(_ file: consuming OutputFile, _ number: UInt32, _ start: MonotonicTime, _ parts: Parts) {
        self.file = file
        self.number = number
        self.start = start
        digest = parts.digest
        limits = parts.limits
        block.reserveCapacity(limits.blockBytes + (64 << 10))
    }

    /// What a segment is written with.
    struct Parts {
        let folder: CaptureFolder
        let description: CaptureDescription
        let digest: any RollingDigest
        let limits: CaptureLimits
    }

    /// Begins a segment with a block that holds the description alone.
    static func begin(
        _ number: UInt32,
        at now: MonotonicTime,
        wallTime: WallTime,
        with parts: Parts
    ) throws(CaptureError) -> SegmentWriter {
        let file = try OutputFile(creating: parts.folder.path + "/" + CaptureFolder.name(ofSegment: number))
        var segment = SegmentWriter(file, number, now, parts)
        var head = mark
        LittleEndian.append(number, to: &head)
        LittleEndian.append(CaptureBlock.crc(0, head.span), to: &head)
        try segment.put(head)
        let text = Array(JSONValue.object(parts.description.members).text.utf8)
        try segment.add(.description, at: now, wallTime: wallTime, payload: text)
        try segment.flush()
        parts.folder.synchronise()
        return segment
    }

    /// The file's name in the folder.
    var name: String { CaptureFolder.name(ofSegment: number) }

    /// How long the file is so far.
    var length: Int { file.length }

    /// Takes the record in whose head begins at `position` of `records`.
    mutating func take(
        _ records: borrowing [UInt8],
        _ head: CaptureRecordHead,
        at position: Int
    ) throws(CaptureError) {
        block.append(contentsOf: records[position..<(position + head.length)])
        blockRecords += 1
        let payload = position + CaptureRecord.headLength
        let isHole = head.kind == .hole && head.length >= CaptureRecord.headLength + 8
        tally.note(head, lost: isHole ? Int(clamping: LittleEndian.read64(records.span, at: payload)) : 0)
        if block.count >= limits.blockBytes { try flush() }
    }

    /// Writes the block in progress, if anything is in it.
    mutating func flush() throws(CaptureError) {
        guard !block.isEmpty else { return }
        output.removeAll(keepingCapacity: true)
        guard
            CaptureBlock.append(
                block,
                records: blockRecords,
                number: blockNumber,
                level: limits.level,
                to: &output
            )
        else { throw .cannotWrite(path: file.path, reason: "zlib has no memory for a block") }
        try put(output)
        block.removeAll(keepingCapacity: true)
        blockRecords = 0
        blockNumber += 1
    }

    /// Waits until what was written is on the disk.
    func synchronise() throws(CaptureError) {
        try file.synchronise()
    }

    /// Ends the segment in good order and gives its line of the manifest.
    mutating func finish(
        isLast: Bool,
        at now: MonotonicTime,
        wallTime: WallTime
    ) throws(CaptureError) -> CaptureManifest.Segment {
        try add(.end, at: now, wallTime: wallTime, payload: [isLast ? 1 : 0])
        try flush()
        try synchronise()
        return CaptureManifest.Segment(file: name, tally: tally, hash: digest.finish())
    }

    // MARK: - Parts

    private mutating func add(
        _ kind: CaptureRecord.Kind,
        at now: MonotonicTime,
        wallTime: WallTime,
        payload: [UInt8]
    ) throws(CaptureError) {
        var bytes: [UInt8] = []
        CaptureRecord(kind, slot: 0, number: 0, time: now, wallTime: wallTime, payload: payload).append(to: &bytes)
        guard let head = CaptureRecordHead(bytes, at: 0) else {
            preconditionFailure("a record of the writer's own is none")
        }
        try take(bytes, head, at: 0)
    }

    private mutating func put(_ bytes: [UInt8]) throws(CaptureError) {
        try file.write(bytes.span)
        digest.update(bytes.span)
        tally.fileBytes = file.length
    }
}
