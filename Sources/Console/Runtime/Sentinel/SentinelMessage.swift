/// What the console tells its sentinel, a line each.
public enum SentinelMessage: Sendable, Hashable {
    /// The console lives, and these orders of its may stand.
    case alive([SentinelOrder])
    /// The console ends in good order, and nothing has to be done.
    case goodbye

    /// Reads a line; nil for one that is none of these.
    public init?(_ line: some Sequence<UInt8>) {
        let words = String(decoding: Array(line), as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        let orders = words.dropFirst().map { SentinelOrder(String($0)) }
        guard let first = words.first, orders.allSatisfy({ $0 != nil }) else { return nil }
        switch (first, orders.count) {
        case ("alive", _): self = .alive(orders.compactMap(\.self))
        case ("goodbye", 0): self = .goodbye
        default: return nil
        }
    }

    /// The line, with its end.
    public var line: [UInt8] {
        let text =
            switch self {
            case .alive(let orders): (["alive"] + orders.map(\.text)).joined(separator: " ")
            case .goodbye: "goodbye"
            }
        return Array((text + "\n").utf8)
    }
}
