import Glibc

/// Reads one of rung's own recordings, a folder or a single segment, record by record.
///
/// An error tells what is broken and where; everything before it was given out. ``resume()`` goes on behind it.
public struct CaptureReader: ~Copyable {
    /// The path as it was given.
    public let path: String
    /// What was recorded, as the first segment says.
    public let description: CaptureDescription
    /// The folder's manifest; nil for a single segment, and where there is none that can be read.
    public let manifest: CaptureManifest?
    /// What is wrong with the manifest, in words that can follow "the manifest"; nil if nothing is.
    public let manifestFinding: String?

    private let paths: [String]
    private var segment: SegmentReader
    private var index = 0
    private var failure = Failure.none

    private enum Failure {
        case none
        /// The segment that is read is broken at its next block.
        case block
        /// The next segment cannot be read at all, or is not the next one.
        case segment
    }

    /// Opens the recording at `path`.
    public init(path: String) throws(CaptureError) {
        let isFolder = Self.isFolder(path)
        let folder = CaptureFolder(path: path)
        let paths = isFolder ? try folder.segmentNames().map { path + "/" + $0 } : [path]
        guard let first = paths.first else { throw .empty(path: path) }
        var segment = try SegmentReader(path: first)
        let description = try Self.description(&segment)
        self.path = path
        self.paths = paths
        self.segment = segment
        self.description = description
        (manifest, manifestFinding) = isFolder ? Self.manifest(in: folder) : (nil, nil)
    }

    /// Whether what stands at `path` is one of rung's own recordings: a folder, or a file that begins as a segment.
    public static func recognises(_ path: String) -> Bool {
        if isFolder(path) { return true }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: SegmentWriter.mark.count)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        // A segment cut in its first bytes is still told by how its file is called.
        return bytes.prefix(max(count, 0)) == SegmentWriter.mark[...]
            || count < SegmentWriter.mark.count && path.hasSuffix(CaptureFolder.suffix)
    }

    /// Whether the last segment that was read ended in good order, as the recording's last one.
    public var hasEndedInGoodOrder: Bool { segment.ending.isClean && segment.ending.isLast }

    /// Reads the next record into `record`, whose memory is reused; false at the end.
    public mutating func next(into record: inout CaptureRecord) throws(CaptureError) -> Bool {
        while true {
            let isThere: Bool
            do {
                isThere = try segment.next(into: &record)
            } catch {
                failure = .block
                throw error
            }
            if isThere {
                // Every segment repeats what was recorded, and says that it ends.
                if record.kind == .description || record.kind == .end { continue }
                return true
            }
            guard try openNext() else { return false }
        }
    }

    /// Goes on behind what the last error was about; false where nothing follows.
    public mutating func resume() -> Bool {
        defer { failure = .none }
        switch failure {
        case .none, .segment:
            return index < paths.count
        case .block:
            return segment.skipDamage() != nil || index + 1 < paths.count
        }
    }

    // MARK: - Parts

    private mutating func openNext() throws(CaptureError) -> Bool {
        guard index + 1 < paths.count else { return false }
        index += 1
        do throws(CaptureError) {
            let before = segment.number
            var opened = try SegmentReader(path: paths[index])
            let described = try Self.description(&opened)
            guard described == description else {
                throw CaptureError.description(segment: paths[index], finding: "it belongs to another recording")
            }
            segment = opened
            if segment.number != before &+ 1 { throw CaptureError.missing(folder: path, number: before &+ 1) }
        } catch {
            failure = .segment
            throw error
        }
        return true
    }

    private static func description(_ segment: inout SegmentReader) throws(CaptureError) -> CaptureDescription {
        var record = CaptureRecord()
        guard try segment.next(into: &record), record.kind == .description else {
            throw .description(segment: segment.path, finding: "its first record is no description")
        }
        do {
            return try CaptureDescription(try CaptureManifest.json(record.payload))
        } catch {
            throw .description(segment: segment.path, finding: error.words)
        }
    }

    private static func manifest(in folder: CaptureFolder) -> (CaptureManifest?, String?) {
        do {
            var source = try ByteSource(path: folder.path + "/" + CaptureManifest.fileName)
            var bytes: [UInt8] = []
            var line: [UInt8] = []
            while case .complete = source.readLine(into: &line) {
                bytes += line + [UInt8(ascii: "\n")]
                guard bytes.count <= manifestLimit else { return (nil, "is too long") }
            }
            return (try CaptureManifest(bytes), nil)
        } catch let error as CaptureFinding {
            return (nil, "cannot be used: \(error.words)")
        } catch {
            return (nil, "is missing")
        }
    }

    /// A manifest of a hundred thousand segments.
    private static let manifestLimit = 32 << 20

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
