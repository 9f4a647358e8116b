public import Books

/// When a recording begins its next block and its next segment.
public struct CaptureLimits: Sendable, Equatable {
    /// After how many bytes of a file the next segment begins.
    public var segmentBytes: Int
    /// After how long the next segment begins.
    public var segmentSpan: TimeSpan
    /// After how many bytes of records a block is written.
    public var blockBytes: Int
    /// How hard zlib tries, 1 to 9.
    public var level: Int32

    /// Segments of 64 MB or ten minutes, blocks of 128 KB.
    public init(
        segmentBytes: Int = 64 << 20,
        segmentSpan: TimeSpan = .seconds(600),
        blockBytes: Int = 128 << 10,
        level: Int32 = 3
    ) {
        self.segmentBytes = segmentBytes
        self.segmentSpan = segmentSpan
        self.blockBytes = blockBytes
        self.level = level
    }
}
