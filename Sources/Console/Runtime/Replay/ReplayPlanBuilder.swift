import Books

/// Puts the looks at several recordings together to one plan: slots, units, and one timeline.
struct ReplayPlanBuilder {
    private let symbol: String?
    private let offset: String?
    private var looks: [RecordingLook] = []
    private var venues: [ReplayVenue] = []
    private var recordings: [ReplayPlan.Recording] = []
    /// The span of each recording on the timeline, and its slots.
    private var spans: [(span: ClosedRange<Int64>, slots: [Int])] = []
    private var notices: [String] = []

    /// How far apart two recordings of one venue may lie.
    private static let gapLimit: Int64 = 3_600_000_000_000
    /// How far apart two venues' recordings count as made at the same time.
    private static let nearby: Int64 = 60_000_000_000
    /// What the bundled futures recording is below the spot one: see the recordings' README.
    private static let standingBasis = "1.18"

    init(symbol: String?, offset: String?) {
        self.symbol = symbol
        self.offset = offset
    }

    /// Adds the recording at `path`.
    mutating func add(_ path: String) throws(ReplayError) {
        let look = try RecordingLook(path: path, symbol: symbol)
        if let first = looks.first, (look.base, look.quote) != (first.base, first.quote) {
            throw .instruments(path: path, instrument: Self.name(look), other: Self.name(first))
        }
        let slots = look.venues.map { slot(of: $0) }
        guard venues.count <= VenueID.limit else { throw .tooMany(venues.count) }
        let shift = try shift(of: look, slots)
        let form: ReplayPlan.Recording.Form = look.isCapture ? .capture(slots: slots) : .file(slot: slots[0])
        recordings.append(.init(path: path, form: form, offset: look.offset &+ shift))
        let start = look.span.lowerBound &+ shift
        // Times of a damaged recording can lie anywhere.
        spans.append((start...max(start, look.span.upperBound &+ shift), slots))
        notices += look.notices
        looks.append(look)
    }

    /// The plan of everything that was added.
    mutating func finish() throws(ReplayError) -> ReplayPlan {
        guard let first = looks.first, let start = spans.map(\.span.lowerBound).min(),
            let end = spans.map(\.span.upperBound).max()
        else { throw .unsupported(path: "", reason: "no recording was named") }
        let price = DecimalUnit(decimals: min(looks.map(\.priceDecimals).max() ?? 0, 18))
        let quantity = DecimalUnit(decimals: min(looks.map(\.quantityDecimals).max() ?? 0, 18))
        try addBasis(price, first.path)
        return ReplayPlan(
            instrument: Instrument(base: first.base, quote: first.quote, priceUnit: price, quantityUnit: quantity),
            span: start...end,
            notices: notices,
            venues: venues,
            recordings: recordings
        )
    }

    // MARK: - Parts

    private static func name(_ look: RecordingLook) -> String {
        look.quote.isEmpty ? look.base : "\(look.base)-\(look.quote)"
    }

    private mutating func slot(of venue: ReplayVenue) -> Int {
        if let slot = venues.firstIndex(where: { $0.isSame(as: venue) }) { return slot }
        venues.append(venue)
        return venues.count - 1
    }

    /// What moves a recording beside those before it, where it was made at another time.
    private mutating func shift(of look: RecordingLook, _ slots: [Int]) throws(ReplayError) -> Int64 {
        guard let first = spans.first, !spans.contains(where: { Self.distance($0.span, look.span) <= Self.nearby })
        else { return 0 }
        if let sibling = spans.filter({ !Set($0.slots).isDisjoint(with: slots) })
            .map({ Self.distance($0.span, look.span) }).min()
        {
            guard sibling <= Self.gapLimit else { throw .apart(path: look.path, hours: sibling / Self.gapLimit) }
            return 0
        }
        notices.append(
            "\(look.path) was made at another time than the recordings before it: it is played from their beginning on"
        )
        return first.span.lowerBound &- look.span.lowerBound
    }

    private static func distance(_ one: ClosedRange<Int64>, _ other: ClosedRange<Int64>) -> Int64 {
        if one.overlaps(other) { return 0 }
        let (after, before) = one.lowerBound > other.upperBound ? (one, other) : (other, one)
        let (distance, overflow) = after.lowerBound.subtractingReportingOverflow(before.upperBound)
        return overflow ? .max : distance
    }

    /// Adds to the futures' prices what they stand below the spot market, or what the person wants.
    private mutating func addBasis(_ unit: DecimalUnit, _ path: String) throws(ReplayError) {
        let isBeside = venues.count > 1 && looks.contains { $0.base == "ETH" && $0.quote == "USDT" }
        let text = offset ?? (isBeside ? Self.standingBasis : "0")
        let units: Int64
        do {
            units = try DecimalText.parse(text, unit: unit)
        } catch {
            throw .unsupported(path: path, reason: "its prices cannot be moved by \(text)")
        }
        guard units != 0 else { return }
        for slot in venues.indices where venues[slot].dialect == .binanceFutures {
            venues[slot].offset = units
            notices.append("\(text) is added to the prices of \(venues[slot].name); --offset 0 leaves them as they are")
        }
    }
}
