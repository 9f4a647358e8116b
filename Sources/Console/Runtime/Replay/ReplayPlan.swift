public import Books
import Recording

/// What a replay plays: the recordings, found out about before the first record is played.
public struct ReplayPlan: Sendable {
    /// One recording.
    struct Recording: Sendable, Equatable {
        enum Form: Sendable, Equatable {
            /// One of rung's own, whose venues have those slots.
            case capture(slots: [Int])
            /// Another recorder's, whose venue has that slot.
            case file(slot: Int)
        }

        let path: String
        let form: Form
        /// What is added to its times to make them the timeline's.
        let offset: Int64
    }

    /// The instrument that all of them are of.
    public let instrument: Instrument
    /// When the first record was received.
    public let first: WallTime
    /// When the last record was received, as far as that is known without playing.
    public let last: WallTime
    /// What is to be said before the replay begins.
    public let notices: [String]

    let venues: [ReplayVenue]
    let recordings: [Recording]

    /// What venues are called, by slot.
    public var identities: [VenueIdentity] {
        var letters: [Unicode.Scalar] = []
        return venues.map { venue in
            let wanted = venue.name.unicodeScalars + Array("123456789".unicodeScalars)
            let letter = wanted.first { !letters.contains($0) } ?? "?"
            letters.append(letter)
            return VenueIdentity(name: venue.name, letter: letter)
        }
    }

    /// The venues by slot, as far as orders are concerned.
    public var markets: [ReplayMarket] {
        venues.enumerated().map { slot, venue in
            ReplayMarket(venue: VenueID(slot: slot), name: venue.name, engine: ReplayEngine(venue.dialect))
        }
    }

    /// Looks through the recordings at `paths`.
    ///
    /// `symbol` is played where a file has several; `offset` is added to the prices of futures, and nil adds the
    /// standing basis of the recordings that come with rung where a future is played beside another venue.
    public init(paths: [String], symbol: String? = nil, offset: String? = nil) throws(ReplayError) {
        var builder = ReplayPlanBuilder(symbol: symbol, offset: offset)
        for path in paths { try builder.add(path) }
        let plan = try builder.finish()
        self = plan
    }

    init(
        instrument: Instrument,
        span: ClosedRange<Int64>,
        notices: [String],
        venues: [ReplayVenue],
        recordings: [Recording]
    ) {
        self.instrument = instrument
        first = WallTime(nanoseconds: span.lowerBound)
        last = WallTime(nanoseconds: span.upperBound)
        self.notices = notices
        self.venues = venues
        self.recordings = recordings
    }

    /// The tracks, each before its first record.
    func openTracks() throws(ReplayError) -> [ReplayTrack] {
        try recordings.map { recording throws(ReplayError) in
            let source: any ReplaySource =
                switch recording.form {
                case .capture(let slots): try CaptureReplaySource(path: recording.path, slots: slots)
                case .file(let slot): try FileReplaySource(path: recording.path, slot: slot)
                }
            return ReplayTrack(source, offset: recording.offset)
        }
    }

    /// Whether the recordings of a venue tell when its connections begin and end.
    func tellsConnections(slot: Int) -> Bool {
        recordings.contains { recording in
            if case .capture(let slots) = recording.form { slots.contains(slot) } else { false }
        }
    }
}
