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
    private(set) var significantPriceDecimals = 0
    private(set) var significantQuantityDecimals = 0
    /// How many objects the reader is in.
    private var nesting = 0

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
        guard nesting < JSON.depthLimit else { throw .tooDeep(at: at) }
        nesting += 1
        var more = try JSON.openObject(span, &at)
        while more {
            let key = try JSON.key(span, &at)
            try member(key, span, &at)
            more = try JSON.nextMember(span, &at)
        }
        nesting -= 1
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
            try notePrice(span, &at)
        } else if ["B", "A", "q", "qty"].contains(where: { key.count == $0.count && text(key) == $0 }) {
            try noteQuantity(span, &at)
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
        try notePrice(span, &at)
        try JSON.expect(UInt8(ascii: ","), span, &at)
        try noteQuantity(span, &at)
        while try JSON.nextElement(span, &at) { try JSON.skip(span, &at) }
    }

    private mutating func namedLevel(_ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        var more = try JSON.openObject(span, &at)
        while more {
            let key = try JSON.key(span, &at)
            if JSON.matches(key, "price", span) {
                try notePrice(span, &at)
            } else if JSON.matches(key, "qty", span) {
                try noteQuantity(span, &at)
            } else {
                try JSON.skip(span, &at)
            }
            more = try JSON.nextMember(span, &at)
        }
    }

    private mutating func notePrice(_ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        let (decimals, significant) = try decimals(span, &at)
        priceDecimals = max(priceDecimals, decimals)
        significantPriceDecimals = max(significantPriceDecimals, significant)
    }

    private mutating func noteQuantity(_ span: Span<UInt8>, _ at: inout Int) throws(WireError) {
        let (decimals, significant) = try decimals(span, &at)
        quantityDecimals = max(quantityDecimals, decimals)
        significantQuantityDecimals = max(significantQuantityDecimals, significant)
    }

    /// How many digits stand behind the point, with and without the zeros at the end.
    private func decimals(
        _ span: Span<UInt8>,
        _ at: inout Int
    ) throws(WireError) -> (all: Int, significant: Int) {
        let isQuoted = try JSON.peek(span, &at) == UInt8(ascii: "\"")
        let start = isQuoted ? at + 1 : at
        let all = DecimalText.decimals(span, at: start)
        try JSON.skip(span, &at)
        var significant = all
        var last = at - (isQuoted ? 2 : 1)
        while significant > 0, span[last] == UInt8(ascii: "0") {
            significant -= 1
            last -= 1
        }
        return (all, significant)
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
