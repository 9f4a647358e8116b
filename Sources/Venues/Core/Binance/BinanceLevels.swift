import Books

/// Reads the level arrays of depth messages, `[["2683.80000000","3.02920000"],…]`: nine tenths of all bytes received.
///
/// The usual shape is read eight digits at a time (Lemire, "Quickly parsing eight digits", 2022) with every byte that
/// it relies on checked; whatever deviates from that shape is read again by the general scanner, which also finds the
/// words for what is wrong. Both give the same counts.
struct BinanceLevels: Sendable {
    private let price: FixedDecimal
    private let quantity: FixedDecimal
    private let priceUnit: DecimalUnit
    private let quantityUnit: DecimalUnit

    /// A reader for levels that are counted in the instrument's units.
    init(_ instrument: Instrument) {
        priceUnit = instrument.priceUnit
        quantityUnit = instrument.quantityUnit
        price = FixedDecimal(unit: priceUnit)
        quantity = FixedDecimal(unit: quantityUnit)
    }

    /// How many bytes a level of the usual shape can have, with what is loaded at a time behind its end.
    private static let reach = 64

    /// Reads the array that begins at `at`, appends its levels, and says where they stand.
    func read(
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        into levels: inout [PriceLevel]
    ) throws(WireError) -> Range<Int> {
        let start = levels.count
        guard try JSON.openArray(bytes, &at) else { return start..<start }
        while true {
            if readUsual(bytes, &at, into: &levels) { break }
            // A level of another shape, or one so near the end that it may not be loaded eight bytes at a time.
            try readOne(bytes, &at, into: &levels)
            guard try JSON.nextElement(bytes, &at) else { break }
        }
        return start..<levels.count
    }

    /// Reads levels of the usual shape until the array ends (true) or one deviates (false, `at` stands before it).
    private func readUsual(_ bytes: Span<UInt8>, _ at: inout Int, into levels: inout [PriceLevel]) -> Bool {
        let (isOver, index) = unsafe bytes.withUnsafeBufferPointer { buffer in
            var index = at
            guard let base = buffer.baseAddress else { return (false, index) }
            let isOver = unsafe readUsual(base, &index, last: buffer.count - Self.reach, into: &levels)
            return (isOver, index)
        }
        at = index
        return isOver || (bytes.count - at < Self.reach && readTail(bytes, &at, into: &levels))
    }

    /// The last bytes of a message may not be loaded beyond its end: they are read from a padded copy.
    private func readTail(_ bytes: Span<UInt8>, _ at: inout Int, into levels: inout [PriceLevel]) -> Bool {
        var tail: [128 of UInt8] = InlineArray(repeating: 0)
        let start = at
        for index in start..<bytes.count { tail[index - start] = bytes[index] }
        let tailSpan = tail.span
        let (isOver, index) = unsafe tailSpan.withUnsafeBufferPointer { buffer in
            var index = 0
            guard let base = buffer.baseAddress else { return (false, index) }
            let isOver = unsafe readUsual(base, &index, last: Self.reach, into: &levels)
            return (isOver, index)
        }
        at = start + index
        return isOver
    }

    /// The shortest level of the usual shape, `["0.0","0.0"],`.
    private static let shortest = 14

    /// The loop over levels that begin at or before `last`, each of which may be loaded ``reach`` bytes far.
    @inline(__always)
    private func readUsual(
        _ base: UnsafePointer<UInt8>,
        _ index: inout Int,
        last: Int,
        into levels: inout [PriceLevel]
    ) -> Bool {
        guard index <= last else { return false }
        var position = index
        var isOver = false
        // Room for all that can come at once: the loop then stores without asking. The buffer doubles, because asking for
        // just enough each time would copy it for every message of a long batch.
        let room = (last - position) / Self.shortest + 1
        if levels.capacity - levels.count < room {
            levels.reserveCapacity(max(levels.count + room, 2 * levels.capacity))
        }
        levels.append(addingCapacity: room) { output in
            while position <= last {
                var next = position
                guard unsafe Self.pair(base, next) == Self.opening else { return }
                next &+= 2
                let priceCount = unsafe price.read(base, &next)
                guard priceCount >= 0, unsafe Self.pair(base, next) == Self.middle else { return }
                next &+= 2
                let quantityCount = unsafe quantity.read(base, &next)
                guard quantityCount >= 0 else { return }
                let end = unsafe Self.pair(base, next)
                guard end == Self.goingOn || end == Self.ending else { return }
                output.append(PriceLevel(price: Price(units: priceCount), quantity: Quantity(units: quantityCount)))
                position = next &+ 2
                if end == Self.ending {
                    isOver = true
                    return
                }
            }
        }
        index = position
        return isOver
    }

    /// Two bytes at once; the constants below are these pairs as they are loaded.
    @inline(__always)
    private static func pair(_ base: UnsafePointer<UInt8>, _ index: Int) -> UInt16 {
        unsafe UInt16(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt16.self))
    }

    private static let opening = UInt16(UInt8(ascii: "[")) | UInt16(UInt8(ascii: "\"")) << 8
    private static let middle = UInt16(UInt8(ascii: ",")) | UInt16(UInt8(ascii: "\"")) << 8
    private static let goingOn = UInt16(UInt8(ascii: "]")) | UInt16(UInt8(ascii: ",")) << 8
    private static let ending = UInt16(UInt8(ascii: "]")) | UInt16(UInt8(ascii: "]")) << 8

    /// Reads one level of any shape; further elements of it are skipped.
    @inline(never)
    private func readOne(
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        into levels: inout [PriceLevel]
    ) throws(WireError) {
        try JSON.expect(UInt8(ascii: "["), bytes, &at)
        let price = try JSON.decimal(bytes, &at, unit: priceUnit)
        try JSON.expect(UInt8(ascii: ","), bytes, &at)
        let quantity = try JSON.decimal(bytes, &at, unit: quantityUnit)
        guard price >= 0, quantity >= 0 else { throw .number(.outOfRange, at: at) }
        levels.append(PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity)))
        while try JSON.nextElement(bytes, &at) { try JSON.skip(bytes, &at) }
    }
}
