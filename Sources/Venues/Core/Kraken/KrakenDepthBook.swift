public import Books

/// The book as Kraken's checksum sees it: cut to the subscribed depth after each message, literal digits kept.
///
/// Kraken v2, `book` channel: apply all levels of a message, cut each side to the depth (the venue sends no removal
/// for a level that an insert pushed out, and sends the level again when it returns), then compare the checksum.
public struct KrakenDepthBook: Sendable, Equatable {
    /// The subscribed depth.
    public let depth: Int
    /// Worst to best, so that a change near the top moves few levels.
    private var bids: [KrakenLevel] = []
    private var asks: [KrakenLevel] = []
    private let priceUnit: DecimalUnit
    private let quantityUnit: DecimalUnit

    /// An empty book of `depth` levels a side whose counts are in the units given.
    public init(depth: Int, priceUnit: DecimalUnit, quantityUnit: DecimalUnit) {
        self.depth = depth
        self.priceUnit = priceUnit
        self.quantityUnit = quantityUnit
    }

    /// Empties both sides.
    public mutating func removeAll() {
        bids.removeAll(keepingCapacity: true)
        asks.removeAll(keepingCapacity: true)
    }

    /// Puts one level in its place; quantity zero removes it.
    public mutating func set(_ level: KrakenLevel, on side: Side) {
        switch side {
        case .bid: Self.set(level, in: &bids) { $0 < $1 }
        case .ask: Self.set(level, in: &asks) { $0 > $1 }
        }
    }

    /// Cuts both sides to the depth.
    public mutating func truncate() {
        bids.removeFirst(max(0, bids.count - depth))
        asks.removeFirst(max(0, asks.count - depth))
    }

    /// Whether the best bid is at or above the best ask.
    public var isCrossedOrLocked: Bool {
        guard let bid = bids.last, let ask = asks.last else { return false }
        return bid.level.price >= ask.level.price
    }

    /// The levels of a side, best first.
    public func levels(_ side: Side) -> [PriceLevel] {
        (side == .bid ? bids : asks).reversed().map(\.level)
    }

    /// The checksum: CRC-32 over the ten best asks and then the ten best bids, each level's price digits and then its
    /// quantity digits without the point and without leading zeros.
    ///
    /// `scratch` is overwritten; a caller that keeps it saves the allocation.
    public func checksum(scratch: inout [UInt8]) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        appendBest(of: asks, to: &scratch)
        appendBest(of: bids, to: &scratch)
        var checksum = CRC32()
        checksum.update(scratch.span)
        return checksum.value
    }

    // MARK: - Parts

    private static let checksumLevels = 10

    private func appendBest(of levels: borrowing [KrakenLevel], to bytes: inout [UInt8]) {
        let end = max(0, levels.count - Self.checksumLevels)
        var index = levels.count
        while index > end {
            index -= 1
            append(levels[index], to: &bytes)
        }
    }

    private func append(_ level: KrakenLevel, to bytes: inout [UInt8]) {
        Self.append(level.level.price.units, unit: priceUnit, decimals: level.priceDecimals, to: &bytes)
        Self.append(level.level.quantity.units, unit: quantityUnit, decimals: level.quantityDecimals, to: &bytes)
    }

    /// Appends the digits that the text had: the count is brought from the console's unit to the text's decimals.
    private static func append(_ count: Int64, unit: DecimalUnit, decimals: Int, to bytes: inout [UInt8]) {
        let surplus = unit.decimals - decimals
        if surplus >= 0 {
            appendDigits(count / DecimalUnit.powersOfTen[surplus], to: &bytes)
        } else {
            // The text had more decimals than the unit: those were zeros, or it would not have been a count.
            appendDigits(count, to: &bytes)
            for _ in 0..<(-surplus) { bytes.append(UInt8(ascii: "0")) }
        }
    }

    private static func appendDigits(_ count: Int64, to bytes: inout [UInt8]) {
        let start = bytes.count
        var rest = count.magnitude
        // Nothing is left of a zero without its leading zeros.
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        // Not `bytes[start...].reverse()`, which reverses a copy and puts it back: an allocation for each number.
        var low = start
        var high = bytes.count - 1
        while low < high {
            let byte = bytes[low]
            bytes[low] = bytes[high]
            bytes[high] = byte
            low += 1
            high -= 1
        }
    }

    private static func set(
        _ level: KrakenLevel,
        in levels: inout [KrakenLevel],
        isWorse: (Price, Price) -> Bool
    ) {
        var index = levels.count
        while index > 0, isWorse(level.level.price, levels[index - 1].level.price) { index -= 1 }
        let isPresent = index > 0 && levels[index - 1].level.price == level.level.price
        switch (isPresent, level.level.quantity.units != 0) {
        case (true, true): levels[index - 1] = level
        case (true, false): levels.remove(at: index - 1)
        case (false, true): insert(level, at: index, of: &levels)
        case (false, false): break
        }
    }

    /// A loop over few levels: `Array.insert` asks the heap for a frame where the optimiser does not run.
    private static func insert(_ level: KrakenLevel, at index: Int, of levels: inout [KrakenLevel]) {
        levels.append(level)
        var free = levels.count - 1
        while free > index {
            levels[free] = levels[free - 1]
            free -= 1
        }
        levels[index] = level
    }
}
