import Books

/// Which numbers changed lately, so that they light up for a moment: 300 ms, then 300 ms weaker.
///
/// A cell lights up at most three times a second, the limit below which flashes are known to harm nobody (WCAG 2.2,
/// success criterion 2.3.1).
struct FlashMemory: Sendable, Equatable {
    /// The length of each of the two steps.
    static let step = TimeSpan.milliseconds(300)
    /// The least time between two beginnings in one cell.
    private static let pause = TimeSpan.milliseconds(334)

    private var tracks: [Track] = []
    private var orders: [Order] = []
    private var hasOrders = false

    /// What a light is about.
    enum Field: Sendable, Equatable {
        /// The price.
        case price
        /// The size.
        case size
    }

    private struct Light: Sendable, Equatable {
        let side: Side
        let depth: Int
        let field: Field
        let previous: Int64
        let value: Int64
        let since: MonotonicTime
    }

    private struct Track: Sendable, Equatable {
        let book: BookKind
        var ladder: LadderView?
        var lights: [Light] = []
    }

    private struct Order: Sendable, Equatable {
        let identifier: Int64
        var phase: OrderPhaseView
        var since: MonotonicTime?
    }

    /// Takes a frame in.
    mutating func show(_ model: ConsoleViewModel, mode: FlashMode, at now: MonotonicTime) {
        for (index, venue) in model.venues.enumerated() {
            show(venue.state.isLive ? venue.ladder : nil, of: .venue(index), mode, at: now)
        }
        show(model.liveVenueCount > 0 ? model.consumer.ladder : nil, of: .consumer, mode, at: now)
        showOrders(model.orders, mode, at: now)
    }

    /// How a number of a book lights up now, if it does.
    func mark(_ book: BookKind, _ side: Side, depth: Int, _ field: Field, value: Int64, at now: MonotonicTime)
        -> FlashMark?
    {
        guard let track = tracks.first(where: { $0.book == book }),
            let light = track.lights.first(where: { $0.side == side && $0.depth == depth && $0.field == field }),
            light.value == value, let isFading = Self.isFading(light.since, at: now)
        else { return nil }
        return FlashMark(previous: light.previous, isUp: light.value > light.previous, isFading: isFading)
    }

    /// Whether an order's state lights up now: nothing if it does not, else whether weakly.
    func orderMark(_ identifier: Int64, at now: MonotonicTime) -> Bool? {
        guard let since = orders.first(where: { $0.identifier == identifier })?.since else { return nil }
        return Self.isFading(since, at: now)
    }

    /// When the next light changes or goes out.
    func deadline(after now: MonotonicTime) -> MonotonicTime? {
        // Asked for before every wait, so it makes no list on the way.
        var next: MonotonicTime?
        for track in tracks {
            for light in track.lights { Self.take(light.since, after: now, into: &next) }
        }
        for order in orders {
            if let since = order.since { Self.take(since, after: now, into: &next) }
        }
        return next
    }

    private static func take(_ since: MonotonicTime, after now: MonotonicTime, into next: inout MonotonicTime?) {
        let fading = since + step
        let out = fading + step
        guard out > now else { return }
        let change = fading > now ? fading : out
        next = next.map { min($0, change) } ?? change
    }

    private static func isFading(_ since: MonotonicTime, at now: MonotonicTime) -> Bool? {
        if now < since + step { return false }
        return now < since + step + step ? true : nil
    }

    private mutating func show(
        _ ladder: LadderView?,
        of book: BookKind,
        _ mode: FlashMode,
        at now: MonotonicTime
    ) {
        var track = tracks.first { $0.book == book } ?? Track(book: book)
        track.lights.removeAll { Self.isFading($0.since, at: now) == nil }
        if let ladder, let before = track.ladder, mode != .off {
            for side in Side.allCases {
                light(side, before.levels(side), ladder.levels(side), mode, at: now, &track)
            }
        }
        if ladder == nil { track.lights.removeAll() }
        track.ladder = ladder
        if let index = tracks.firstIndex(where: { $0.book == book }) {
            tracks[index] = track
        } else {
            tracks.append(track)
        }
    }

    private func light(
        _ side: Side,
        _ before: FiveLevels<LevelView>,
        _ after: FiveLevels<LevelView>,
        _ mode: FlashMode,
        at now: MonotonicTime,
        _ track: inout Track
    ) {
        for depth in 0..<after.count {
            guard let level = after[depth] else { continue }
            if let old = before[depth], old.price != level.price, depth == 0 || mode == .all {
                add(side, depth, .price, old.price.units, level.price.units, at: now, &track)
            }
            if let known = Self.level(at: level.price, in: before), known.quantity != level.quantity,
                mode == .all || Self.isLarge(known, level)
            {
                add(side, depth, .size, known.quantity.units, level.quantity.units, at: now, &track)
            }
        }
    }

    private static func level(at price: Price, in levels: FiveLevels<LevelView>) -> LevelView? {
        for depth in 0..<levels.count {
            if let level = levels[depth], level.price == price { return level }
        }
        return nil
    }

    /// Whether a level's size changed by a quarter or more of what it was.
    private static func isLarge(_ before: LevelView, _ after: LevelView) -> Bool {
        let change = Int128(after.quantity.units) - Int128(before.quantity.units)
        return change.magnitude * 4 >= Int128(before.quantity.units).magnitude
    }

    private func add(
        _ side: Side,
        _ depth: Int,
        _ field: Field,
        _ previous: Int64,
        _ value: Int64,
        at now: MonotonicTime,
        _ track: inout Track
    ) {
        let isSame = { (light: Light) in light.side == side && light.depth == depth && light.field == field }
        if let light = track.lights.first(where: isSame), now < light.since + Self.pause { return }
        track.lights.removeAll(where: isSame)
        track.lights.append(
            Light(side: side, depth: depth, field: field, previous: previous, value: value, since: now)
        )
    }

    private mutating func showOrders(_ shown: [OrderView], _ mode: FlashMode, at now: MonotonicTime) {
        let isFirst = !hasOrders
        hasOrders = true
        orders = shown.map { order in
            guard var known = orders.first(where: { $0.identifier == order.identifier }) else {
                return Order(identifier: order.identifier, phase: order.phase, since: isFirst ? nil : now)
            }
            if known.phase != order.phase, known.since.map({ $0 + Self.pause <= now }) ?? true {
                known.since = now
            }
            known.phase = order.phase
            if mode == .off || known.since.flatMap({ Self.isFading($0, at: now) }) == nil { known.since = nil }
            return known
        }
    }
}
