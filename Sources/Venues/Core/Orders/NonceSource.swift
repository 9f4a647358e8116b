import Books

/// Numbers that rise with every request of a key and over restarts, as Kraken asks for (`nonce`).
///
/// They are nanoseconds of the calendar, moved up where that was stepped back. A margin ahead is written down before a
/// number of it is used, so that a start after a crash begins above all that were used.
public struct NonceSource: Sendable {
    /// How far ahead numbers are reserved: a minute's worth.
    static let margin: UInt64 = 60_000_000_000

    private var last: UInt64
    private var reserved: UInt64

    /// A source whose numbers are all above `floor`, the last that was written down.
    public init(above floor: UInt64) {
        last = floor
        reserved = floor
    }

    /// The next number, and what has to be written down before it is used.
    mutating func next(at wall: WallTime) -> (nonce: UInt64, reservation: UInt64?) {
        let nonce = max(UInt64(max(0, wall.nanoseconds)), last &+ 1)
        last = nonce
        guard nonce > reserved else { return (nonce, nil) }
        let sum = nonce.addingReportingOverflow(Self.margin)
        reserved = sum.overflow ? .max : sum.partialValue
        return (nonce, reserved)
    }

    /// Goes on above all numbers that another process can have used that began above what is reserved here.
    ///
    /// Such a process, the sentinel, has reserved its own margin from the first of them on.
    mutating func skip() {
        let sum = reserved.addingReportingOverflow(Self.margin + 1)
        last = max(last, sum.overflow ? .max : sum.partialValue)
    }
}
