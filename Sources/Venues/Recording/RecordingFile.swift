import Books

/// A recording that is read from its beginning to its end, record by record, whatever its format.
public struct RecordingFile: ~Copyable {
    /// The file's path, as it was given.
    public let path: String
    /// The format that its first line has.
    public let format: RecordingFormat

    /// When it was begun by the calendar, in ns since 1970, where the first line says so.
    ///
    /// The times of its records are of a steady clock then.
    public let calendarStart: Int64?

    private var source: ByteSource
    private var record: [UInt8]
    private var line = 0
    /// The first line was read to tell the format; it is still to be given out where it is a record.
    private var hasPendingLine: Bool
    /// The last time that a record had; records without one of their own have that of the record before.
    private var lastTime: Int64 = 0

    /// Opens a recording and tells its format.
    public init(path: String) throws(RecordingError) {
        self.path = path
        var source = try ByteSource(path: path)
        var firstLine: [UInt8] = []
        switch source.readLine(into: &firstLine) {
        case .complete: break
        case .end: throw .unknownFormat(path: path)
        case .cut: throw .truncated(path: path, line: 1)
        case .damaged: throw .damaged(path: path, line: 0)
        }
        guard let format = RecordingFormat.detect(firstLine: firstLine.span) else { throw .unknownFormat(path: path) }
        self.source = source
        self.format = format
        if case .cbcap = format {
            let words = String(decoding: firstLine, as: UTF8.self).split(separator: " ")
            calendarStart = words.last.flatMap { Int64($0) }
        } else {
            calendarStart = nil
        }
        record = firstLine
        if case .cbcap = format { hasPendingLine = false } else { hasPendingLine = true }
    }

    /// Reads the next record into `message`, whose memory is reused; false at the end of the file.
    public mutating func next(into message: inout RecordedMessage) throws(RecordingError) -> Bool {
        switch format {
        case .cbcap: try nextFrame(into: &message)
        case .hftLines: try nextLine(into: &message)
        case .cryptofeedLines: try nextCryptofeedRecord(into: &message)
        }
    }

    // MARK: - Formats

    private mutating func nextLine(into message: inout RecordedMessage) throws(RecordingError) -> Bool {
        // An empty line is no record.
        repeat {
            guard try readRecordLine() else { return false }
        } while record.isEmpty
        var at = 0
        message.line = line
        message.time = try number(&at, expected: "the receive time in ns, a blank and a JSON text")
        guard at < record.count, record[at] == UInt8(ascii: " "), at + 1 < record.count else {
            throw .malformed(path: path, line: line, expected: "a blank and a JSON text behind the receive time")
        }
        message.kind = isStreamed(at + 1) ? .streamed : .answered(address: "")
        message.payload.removeAll(keepingCapacity: true)
        message.payload.append(contentsOf: record[(at + 1)...])
        return true
    }

    /// Combined-stream messages have a member `stream`; everything else is the body of a REST answer.
    private func isStreamed(_ start: Int) -> Bool {
        let opening = Array(#"{"stream""#.utf8)
        return record[start...].starts(with: opening)
    }

    private mutating func nextFrame(into message: inout RecordedMessage) throws(RecordingError) -> Bool {
        repeat {
            switch source.readLine(into: &record) {
            case .complete: break
            case .end: return false
            case .cut: throw .truncated(path: path, line: line + 1)
            case .damaged: throw .damaged(path: path, line: line)
            }
        } while record.isEmpty
        line += 1
        var at = 0
        let expected = "a frame head `<ns> <byte count>`"
        message.time = try number(&at, expected: expected)
        guard at < record.count, record[at] == UInt8(ascii: " ") else {
            throw .malformed(path: path, line: line, expected: expected)
        }
        at += 1
        let count = try number(&at, expected: expected)
        guard at == record.count, (0...Self.frameLimit).contains(count) else {
            throw .malformed(path: path, line: line, expected: expected)
        }
        message.line = line
        message.kind = .streamed
        switch source.read(Int(count), into: &message.payload) {
        case .complete: break
        case .end, .cut: throw .truncated(path: path, line: line)
        case .damaged: throw .damaged(path: path, line: line)
        }
        switch source.readLine(into: &record) {
        case .complete, .end: break
        case .cut: throw .truncated(path: path, line: line)
        case .damaged: throw .damaged(path: path, line: line)
        }
        guard record.isEmpty else {
            throw .malformed(path: path, line: line, expected: "a newline behind the \(count) bytes of the frame")
        }
        return true
    }

    private mutating func nextCryptofeedRecord(into message: inout RecordedMessage) throws(RecordingError) -> Bool {
        while try readRecordLine() {
            guard !record.isEmpty, !record.starts(with: Array("configuration: ".utf8)) else { continue }
            guard var parsed = CryptofeedLine(record.span) else {
                throw .malformed(path: path, line: line, expected: "`T: TEXT` or `URL <-> T`, `URL <- T: TEXT`")
            }
            lastTime = parsed.time
            message.line = line
            message.time = parsed.time
            message.kind = parsed.kind
            swap(&message.payload, &parsed.payload)
            return true
        }
        return false
    }

    // MARK: - Parts

    /// No venue sends a frame this large; a larger count is damage.
    private static let frameLimit: Int64 = 64 << 20

    private mutating func readRecordLine() throws(RecordingError) -> Bool {
        if hasPendingLine {
            hasPendingLine = false
            line = 1
            return true
        }
        switch source.readLine(into: &record) {
        case .complete:
            line += 1
            return true
        case .end: return false
        case .cut: throw .truncated(path: path, line: line + 1)
        case .damaged: throw .damaged(path: path, line: line)
        }
    }

    private func number(_ at: inout Int, expected: String) throws(RecordingError) -> Int64 {
        do {
            return try DecimalText.parse(record.span, at: &at, unit: DecimalUnit(decimals: 0))
        } catch {
            throw .malformed(path: path, line: line, expected: expected)
        }
    }
}
