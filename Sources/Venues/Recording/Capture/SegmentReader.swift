/// Reads one segment, block by block, and never further than it checks.
struct SegmentReader: ~Copyable {
    /// The file's path.
    let path: String
    /// The segment's number, as its head states it.
    let number: UInt32
    /// Whether the record that ends a segment in good order was read, and whether it is the recording's last.
    private(set) var ending: (isClean: Bool, isLast: Bool) = (false, false)

    private let file: InputFile
    /// Where the next block begins.
    private(set) var offset = SegmentWriter.headLength
    private var blockNumber: UInt32 = 0
    private var bytes: [UInt8] = []
    private var content: [UInt8] = []
    private var position = 0

    /// Opens the segment at `path`.
    init(path: String) throws(CaptureError) {
        let file = try InputFile(path: path)
        var head: [UInt8] = []
        let isWhole = file.read(SegmentWriter.headLength, at: 0, into: &head)
        guard SegmentWriter.mark.starts(with: head.prefix(SegmentWriter.mark.count)) else {
            throw .notASegment(path: path)
        }
        guard isWhole else { throw .torn(segment: path, offset: 0) }
        guard CaptureBlock.crc(0, head.span.extracting(0..<12)) == LittleEndian.read32(head.span, at: 12) else {
            throw .damaged(segment: path, offset: 0, finding: "the file's head does not check")
        }
        self.path = path
        self.file = file
        number = LittleEndian.read32(head.span, at: 8)
    }

    /// Reads the next record into `record`, whose memory is reused; false at the end.
    ///
    /// After an error, ``skipDamage()`` finds where reading can go on.
    mutating func next(into record: inout CaptureRecord) throws(CaptureError) -> Bool {
        while position >= content.count {
            guard try readBlock() else { return false }
        }
        var place = position
        let isRead = record.read(content, at: &place)
        position = place
        precondition(isRead, "a block was not looked through before its records were read")
        if record.kind == .end { ending = (true, record.payload.first == 1) }
        return true
    }

    /// Moves on to the next block that checks, behind one that does not; how many bytes that leaves out, nil if no
    /// block follows.
    mutating func skipDamage() -> Int? {
        var at = offset + 1
        var window: [UInt8] = []
        while at < file.length {
            let count = min(file.length - at, Self.windowLength)
            guard file.read(count, at: at, into: &window) else { break }
            for index in window.indices where window[index] == CaptureBlock.mark[0] {
                guard case .block(let head) = look(at: at + index) else { continue }
                let skipped = at + index - offset
                offset = at + index
                blockNumber = head.number
                return skipped
            }
            at += count
        }
        offset = file.length
        return nil
    }

    // MARK: - Blocks

    private static let windowLength = 1 << 16

    private enum Finding {
        case end
        case block(CaptureBlock.Head)
        case torn
        case damaged(String)
    }

    private mutating func readBlock() throws(CaptureError) -> Bool {
        content.removeAll(keepingCapacity: true)
        position = 0
        switch look(at: offset) {
        case .end:
            // Cut between two blocks: nothing is broken, and yet it did not end in good order.
            return false
        case .torn:
            throw .torn(segment: path, offset: offset)
        case .damaged(let finding):
            throw .damaged(segment: path, offset: offset, finding: finding)
        case .block(let head):
            guard head.number == blockNumber else {
                throw .damaged(
                    segment: path,
                    offset: offset,
                    finding: "block \(blockNumber) was expected, and it is block \(head.number)"
                )
            }
            guard CaptureBlock.inflate(head, bytes, into: &content) else {
                content.removeAll(keepingCapacity: true)
                throw .damaged(segment: path, offset: offset, finding: "it cannot be inflated")
            }
            guard holdsRecords(head.records) else {
                content.removeAll(keepingCapacity: true)
                throw .damaged(segment: path, offset: offset, finding: "it does not hold whole records")
            }
            offset += CaptureBlock.headLength + head.length
            blockNumber &+= 1
            return true
        }
    }

    /// What stands at a place: a block that checks is in `bytes` then.
    private mutating func look(at place: Int) -> Finding {
        let rest = file.length - place
        guard rest > 0 else { return .end }
        guard rest >= CaptureBlock.headLength else {
            // The first bytes of a head are a torn tail, anything else is damage.
            guard file.read(rest, at: place, into: &bytes) else { return .torn }
            let isHead = zip(bytes, CaptureBlock.mark).allSatisfy { $0 == $1 }
            return isHead ? .torn : .damaged("no block begins there")
        }
        guard file.read(CaptureBlock.headLength, at: place, into: &bytes) else { return .torn }
        guard let head = CaptureBlock.Head(bytes.span) else { return .damaged("no block begins there") }
        guard rest - CaptureBlock.headLength >= head.length else { return .torn }
        guard file.read(CaptureBlock.headLength + head.length, at: place, into: &bytes) else {
            return .torn
        }
        return CaptureBlock.checks(head, bytes.span) ? .block(head) : .damaged("its checksum is not that of its bytes")
    }

    private func holdsRecords(_ count: UInt32) -> Bool {
        var position = 0
        var found: UInt32 = 0
        while position < content.count {
            guard let head = CaptureRecordHead(content, at: position) else { return false }
            position += head.length
            found += 1
        }
        return found == count
    }
}
