import Books

/// The unit of the times in Binance's messages.
enum BinanceTimeUnit: Int, Sendable, CaseIterable {
    /// The default.
    case milliseconds
    /// Asked for by `timeUnit=MICROSECOND`.
    case microseconds

    /// Reads a `timeUnit` parameter or an `X-MBX-TIME-UNIT` header; `nil` if it is neither unit.
    init?(_ text: String) {
        switch text.uppercased() {
        case "MILLISECOND": self = .milliseconds
        case "MICROSECOND": self = .microseconds
        default: return nil
        }
    }

    /// A time as a count of this unit since 1970.
    func count(_ time: WallTime) -> Int64 {
        switch self {
        case .milliseconds: time.nanoseconds / 1_000_000
        case .microseconds: time.nanoseconds / 1_000
        }
    }
}
