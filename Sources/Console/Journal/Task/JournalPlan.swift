public import Books

/// What a journal is kept with.
public struct JournalPlan: Sendable {
    /// The folder that it stands in, which is made: one process at a time writes there.
    public var folder: String
    /// Which build of the program writes.
    public var build: String
    /// The hash of the configuration.
    public var configuration: String
    /// What is traded, and in which units.
    public var instrument: Instrument
    /// The venues by slot.
    public var venues: [String]
    /// Whether every commit waits for the disk, so that intents survive power loss and not only the program's death.
    public var isFullySynchronous = false
    /// How many entries may wait for the disk.
    public var queueLimit = 65_536
    /// Below how many free bytes a person is warned.
    public var lowSpace: Int64 = 256 << 20
    /// Below how many free bytes no new order may begin.
    public var leastSpace: Int64 = 64 << 20
    /// Computes a SHA-256.
    public var digest: JournalDigest
    /// Told of every change of state, on the writer's thread.
    public var stateChanged: @Sendable (JournalState) -> Void
    /// Told when the disk has not taken a kill, or what closes a venue, and when it has it; on the writer's thread.
    public var lockOwed: @Sendable (Bool) -> Void = { _ in }

    /// A plan with all its parts; the rest has good values.
    public init(
        folder: String,
        build: String,
        configuration: String,
        instrument: Instrument,
        venues: [String],
        digest: @escaping JournalDigest,
        stateChanged: @escaping @Sendable (JournalState) -> Void
    ) {
        self.folder = folder
        self.build = build
        self.configuration = configuration
        self.instrument = instrument
        self.venues = venues
        self.digest = digest
        self.stateChanged = stateChanged
    }
}
