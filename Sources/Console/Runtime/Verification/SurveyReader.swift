import Books
import Venues

/// Reads the shape of one market message of any venue: names, symbols, and the decimals of its levels.
///
/// It knows nothing of the protocols' rules; the sessions decide what a message means.
struct SurveyReader {
    private let bytes: [UInt8]

    private(set) var isReadable = true
    private(set) var stream: String?
    private(set) var channel: String?
    private(set) var type: String?
    private(set) var method: String?
    private(set) var symbol: String?
    private(set) var depth: Int?
    private(set) var hasPredecessor = false
    private(set) var isSnapshot = false
    private(set) var isBookUpdate = false
    private(set) var levels = 0
    private(set) var largestSide = 0
    private(set) var priceDecimals = 0
    private(set) var quantityDecimals = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the message; ``isReadable`` is false afterwards if it is no JSON object.
    mutating func read() {
        var at = 0
        let bytes = bytes
        do {
            try object(bytes.span, &at)
            try JSON.expectEnd(bytes.span, &at)
        } catch {
            isReadable = false
        }
        if channel == "book" {
            isSnapshot = type == "snapshot"
            isBookUpdate = !isSnapshot
        }
    }

    private mutating func object(_ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        var more = try JSON.openObject(span, &at)
        while more {
            let key = try JSON.key(span, &at)
            try member(key, span, &at)
            more = try JSON.nextMember(span, &at)
        }
    }

    private mutating func member(_ key: Range<Int>, _ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        let opening = try JSON.peek(span, &at)
        let isArray = opening == UInt8(ascii: "[")
        let isText = opening == UInt8(ascii: "\"")
        if isArray, ["b", "a", "bids", "asks"].contains(where: { key.count == $0.count && text(key) == $0 }) {
            try side(span, &at)
        } else if isText, JSON.matches(key, "stream", span) {
            stream = text(try JSON.string(span, &at))
        } else if isText, JSON.matches(key, "channel", span) {
            channel = text(try JSON.string(span, &at))
        } else if isText, JSON.matches(key, "type", span) {
            type = text(try JSON.string(span, &at))
        } else if isText, JSON.matches(key, "method", span) {
            method = text(try JSON.string(span, &at))
        } else if isText, JSON.matches(key, "s", span) || JSON.matches(key, "symbol", span) {
            symbol = text(try JSON.string(span, &at))
        } else if JSON.matches(key, "lastUpdateId", span) {
            isSnapshot = true
            try JSON.skip(span, &at)
        } else if JSON.matches(key, "pu", span) {
            hasPredecessor = true
            try JSON.skip(span, &at)
        } else if JSON.matches(key, "U", span) {
            isBookUpdate = true
            try JSON.skip(span, &at)
        } else if ["b", "a", "p", "price"].contains(where: { key.count == $0.count && text(key) == $0 }) {
            priceDecimals = max(priceDecimals, try decimals(span, &at))
        } else if ["B", "A", "q", "qty"].contains(where: { key.count == $0.count && text(key) == $0 }) {
            quantityDecimals = max(quantityDecimals, try decimals(span, &at))
        } else if opening != UInt8(ascii: "\""), JSON.matches(key, "depth", span) {
            depth = Int(exactly: try JSON.integer(span, &at))
        } else {
            try nested(opening, span, &at)
        }
    }

    /// Goes into `data` and `result`, which hold the members that matter, and over everything else.
    private mutating func nested(_ opening: UInt8, _ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        if opening == UInt8(ascii: "{") {
            try object(span, &at)
        } else if opening == UInt8(ascii: "[") {
            var more = try JSON.openArray(span, &at)
            while more {
                if try JSON.peek(span, &at) == UInt8(ascii: "{") {
                    try object(span, &at)
                } else {
                    try JSON.skip(span, &at)
                }
                more = try JSON.nextElement(span, &at)
            }
        } else {
            try JSON.skip(span, &at)
        }
    }

    private mutating func side(_ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        var count = 0
        var more = try JSON.openArray(span, &at)
        while more {
            if try JSON.peek(span, &at) == UInt8(ascii: "[") {
                try pair(span, &at)
            } else {
                try namedLevel(span, &at)
            }
            count += 1
            more = try JSON.nextElement(span, &at)
        }
        levels += count
        largestSide = max(largestSide, count)
    }

    private mutating func pair(_ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        try JSON.expect(UInt8(ascii: "["), span, &at)
        priceDecimals = max(priceDecimals, try decimals(span, &at))
        try JSON.expect(UInt8(ascii: ","), span, &at)
        quantityDecimals = max(quantityDecimals, try decimals(span, &at))
        while try JSON.nextElement(span, &at) { try JSON.skip(span, &at) }
    }

    private mutating func namedLevel(_ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        var more = try JSON.openObject(span, &at)
        while more {
            let key = try JSON.key(span, &at)
            if JSON.matches(key, "price", span) {
                priceDecimals = max(priceDecimals, try decimals(span, &at))
            } else if JSON.matches(key, "qty", span) {
                quantityDecimals = max(quantityDecimals, try decimals(span, &at))
            } else {
                try JSON.skip(span, &at)
            }
            more = try JSON.nextMember(span, &at)
        }
    }

    private func decimals(_ span: Span<UInt8>, _ at: inout Int) throws(WireError) -> Int {
        let isQuoted = try JSON.peek(span, &at) == UInt8(ascii: "\"")
        let decimals = DecimalText.decimals(span, at: isQuoted ? at + 1 : at)
        try JSON.skip(span, &at)
        return decimals
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
