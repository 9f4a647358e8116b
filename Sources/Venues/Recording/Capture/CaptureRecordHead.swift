import Books

/// The head of a record in a block, read without its payload.
struct CaptureRecordHead {
    let kind: CaptureRecord.Kind
    let slot: UInt8
    let number: UInt32
    let time: MonotonicTime
    let wallTime: WallTime
    /// The length of head and payload together.
    let length: Int

    /// The head of the record that begins at `position`; nil where no whole record does.
    init?(_ bytes: borrowing [UInt8], at position: Int) {
        guard bytes.count - position >= CaptureRecord.headLength,
            let kind = CaptureRecord.Kind(rawValue: bytes[position])
        else { return nil }
        let span = bytes.span
        let payload = Int(LittleEndian.read32(span, at: position + 24))
        guard payload <= CaptureRecord.payloadLimit,
            bytes.count - position - CaptureRecord.headLength >= payload
        else { return nil }
        self.kind = kind
        slot = bytes[position + 1]
        number = LittleEndian.read32(span, at: position + 4)
        time = MonotonicTime(nanoseconds: Int64(bitPattern: LittleEndian.read64(span, at: position + 8)))
        wallTime = WallTime(nanoseconds: Int64(bitPattern: LittleEndian.read64(span, at: position + 16)))
        length = CaptureRecord.headLength + payload
    }
}
