/// Our name for an order: 128 bits that say which match, leg and try it is, and that it is ours.
///
/// `magic 4 | epoch 5 | match, bits 39 to 28 3 | '4' | bits 27 to 16 3 | 8 + side 1 | bits 15 to 0 4 | leg 2 | attempt 1
/// | tag 8`, in hexadecimal digits: the shape of a version 4 UUID, which every venue's rule for names allows. The epoch
/// rises with every start of the console, so a name is never used twice; and match, leg and attempt can be read out of
/// it, so no table is needed to find an order by its name.
public struct ClientOrderID: Sendable, Hashable {
    private let high: UInt64
    private var low: UInt64

    /// The first four digits of every name of ours.
    public static let magic: UInt16 = 0x7C0E
    /// How many matches one epoch can number.
    public static let matchLimit: UInt64 = 1 << 40
    /// How many starts of the console can be told apart.
    public static let epochLimit: UInt32 = 1 << 20
    /// How many times one leg can be tried.
    public static let attemptLimit = 16

    /// The name of one try of one leg of one match.
    ///
    /// `epoch` must be below ``epochLimit``, `match` below ``matchLimit``, `attempt` below ``attemptLimit``.
    public init(
        epoch: UInt32,
        match: UInt64,
        leg: UInt8,
        attempt: Int,
        side: OrderSide,
        tags: borrowing some OrderTagging
    ) {
        precondition(epoch < Self.epochLimit, "the console was started \(epoch) times: its names are used up")
        precondition(match < Self.matchLimit, "there were \(match) matches: this epoch's names are used up")
        precondition((0..<Self.attemptLimit).contains(attempt), "attempt \(attempt) of a leg has no name")
        high =
            UInt64(Self.magic) << 48 | UInt64(epoch) << 28 | (match >> 28) << 16 | 4 << 12 | (match >> 16) & 0xFFF
        low = (side == .buy ? 8 : 9) << 60 | (match & 0xFFFF) << 44 | UInt64(leg) << 36 | UInt64(attempt) << 32
        low |= UInt64(tags.tag(digits(24)))
    }

    /// Reads a name: 32 hexadecimal digits, with or without dashes; nil for anything that is not a name of ours.
    public init?(_ text: String) {
        var words: (UInt64, UInt64) = (0, 0)
        var count = 0
        for byte in text.utf8 where byte != UInt8(ascii: "-") {
            guard count < 32, let digit = Self.value(byte) else { return nil }
            words.0 = words.0 << 4 | words.1 >> 60
            words.1 = words.1 << 4 | digit
            count += 1
        }
        guard count == 32, words.0 >> 48 == UInt64(Self.magic), words.0 >> 12 & 0xF == 4, words.1 >> 61 == 4 else {
            return nil
        }
        (high, low) = words
    }

    // MARK: - Parts

    /// In which start of the console it was made.
    public var epoch: UInt32 { UInt32(truncatingIfNeeded: high >> 28) & (Self.epochLimit - 1) }

    /// Which match it belongs to, counted within the epoch.
    public var match: UInt64 { (high >> 16 & 0xFFF) << 28 | (high & 0xFFF) << 16 | low >> 44 & 0xFFFF }

    /// Whether the order buys or sells.
    public var side: OrderSide { low >> 60 & 1 == 0 ? .buy : .sell }

    /// Which child of the match it is: the venue's slot.
    public var leg: UInt8 { UInt8(truncatingIfNeeded: low >> 36) }

    /// Which try of that child it is, from 0.
    public var attempt: Int { Int(low >> 32 & 0xF) }

    /// Whether the tag is the one that our installation puts on this name.
    public func isGenuine(_ tags: borrowing some OrderTagging) -> Bool {
        UInt32(truncatingIfNeeded: low) == tags.tag(digits(24))
    }

    // MARK: - Text

    /// The 32 digits, in small letters.
    public var text: String { String(decoding: digits(32), as: UTF8.self) }

    /// The digits with dashes as UUIDs have them, for venues that want those.
    public var dashed: String {
        var bytes = digits(32)
        for place in [20, 16, 12, 8] { bytes.insert(UInt8(ascii: "-"), at: place) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func digits(_ count: Int) -> [UInt8] {
        (0..<count).map { place in
            let word = place < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (place % 16))) & 0xF
            return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
    }

    private static func value(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
