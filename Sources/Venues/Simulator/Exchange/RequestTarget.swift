/// The path and the query of a request (RFC 3986), percent-encoding resolved.
struct RequestTarget: Sendable, Equatable {
    /// The parts of the path between its slashes.
    let path: [String]
    /// The query's members in order.
    let query: [Parameter]

    /// One member of a query.
    struct Parameter: Sendable, Equatable {
        /// What stands before `=`.
        let name: String
        /// What stands behind it.
        let value: String
    }

    /// Splits a target; `nil` where percent-encoding is broken or is not UTF-8.
    init?(_ target: String) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path: [String] = []
        for part in (halves.first ?? "").split(separator: "/") {
            guard let text = Self.decoded(part) else { return nil }
            path.append(text)
        }
        var query: [Parameter] = []
        for member in halves.dropFirst().joined().split(separator: "&") {
            let sides = member.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(sides[0]), let value = Self.decoded(sides.dropFirst().first ?? "") else {
                return nil
            }
            query.append(Parameter(name: name, value: value))
        }
        self.path = path
        self.query = query
    }

    /// The value of the first member `name`.
    subscript(name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
        default: nil
        }
    }
}
