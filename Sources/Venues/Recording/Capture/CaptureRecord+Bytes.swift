public import Books

/// How a record lies in a block: 28 bytes of head, the lowest byte first, and the payload.
///
/// The head: kind (1), venue slot (1), nothing (2), number (4), steady time in ns (8), calendar time in ns since 1970
/// (8), payload length (4).
extension CaptureRecord {
    /// How many bytes stand before the payload.
    public static let headLength = 28

    /// The longest payload: more than any venue sends in one message.
    public static let payloadLimit = 64 << 20

    /// Appends a record whose payload is `payload` to `bytes`.
    public static func append(
        _ kind: Kind,
        slot: UInt8,
        number: UInt32,
        time: MonotonicTime,
        wallTime: WallTime,
        payload: Span<UInt8>,
        to bytes: inout [UInt8]
    ) {
        bytes.append(kind.rawValue)
        bytes.append(slot)
        bytes.append(0)
        bytes.append(0)
        LittleEndian.append(number, to: &bytes)
        LittleEndian.append(UInt64(bitPattern: time.nanoseconds), to: &bytes)
        LittleEndian.append(UInt64(bitPattern: wallTime.nanoseconds), to: &bytes)
        LittleEndian.append(UInt32(clamping: payload.count), to: &bytes)
        unsafe payload.withUnsafeBufferPointer { buffer in
            unsafe bytes.append(contentsOf: buffer)
        }
    }

    /// Appends the record that stands in the place of `records` lost ones, which had `lostBytes` together.
    public static func appendHole(
        slot: UInt8,
        number: UInt32,
        time: MonotonicTime,
        wallTime: WallTime,
        records: UInt64,
        bytes lostBytes: UInt64,
        to bytes: inout [UInt8]
    ) {
        var payload: [UInt8] = []
        LittleEndian.append(records, to: &payload)
        LittleEndian.append(lostBytes, to: &payload)
        append(.hole, slot: slot, number: number, time: time, wallTime: wallTime, payload: payload.span, to: &bytes)
    }

    /// Of a hole: how many records were lost; nil for other records.
    public var lostRecords: Int? {
        guard kind == .hole, payload.count >= 8 else { return nil }
        return Int(clamping: LittleEndian.read64(payload.span, at: 0))
    }

    /// Appends the record to `bytes`.
    public func append(to bytes: inout [UInt8]) {
        Self.append(
            kind,
            slot: slot,
            number: number,
            time: time,
            wallTime: wallTime,
            payload: payload.span,
            to: &bytes
        )
    }

    /// Reads the record that begins at `position` of `bytes` and moves `position` behind it; false where none does.
    mutating func read(_ bytes: borrowing [UInt8], at position: inout Int) -> Bool {
        guard let head = CaptureRecordHead(bytes, at: position) else { return false }
        kind = head.kind
        slot = head.slot
        number = head.number
        time = head.time
        wallTime = head.wallTime
        payload.removeAll(keepingCapacity: true)
        payload.append(contentsOf: bytes[(position + Self.headLength)..<(position + head.length)])
        position += head.length
        return true
    }
}
