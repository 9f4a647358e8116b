public import Books

/// One start of the console, as the journal's first word about it.
public struct JournalEpoch: Sendable, Hashable {
    /// The how manyth start with this journal it is, from 1: order names carry it.
    public let number: UInt32
    /// Which build of the program it is.
    public let build: String
    /// The hash of the configuration that it was started with.
    public let configuration: String
    /// Which installation it is; not its key.
    public let install: String
    /// What is traded, and in which units the entries count.
    public let instrument: Instrument
    /// The venues by slot.
    public let venues: [String]
    /// The journal file that this one goes on from, because that one could not be written any more.
    ///
    /// What follows up to the next checkpoint is then told again and happened earlier.
    public let continues: JournalHead?

    /// A start with all its parts.
    public init(
        number: UInt32,
        build: String,
        configuration: String,
        install: String,
        instrument: Instrument,
        venues: [String],
        continues: JournalHead? = nil
    ) {
        self.number = number
        self.build = build
        self.configuration = configuration
        self.install = install
        self.instrument = instrument
        self.venues = venues
        self.continues = continues
    }

    /// The same start in a file that goes on from another one.
    func continuing(_ head: JournalHead?) -> JournalEpoch {
        JournalEpoch(
            number: number,
            build: build,
            configuration: configuration,
            install: install,
            instrument: instrument,
            venues: venues,
            continues: head
        )
    }

    /// What a venue is called.
    public func name(of venue: VenueID) -> String {
        venue.slot < venues.count ? venues[venue.slot] : "venue \(venue.slot)"
    }
}
