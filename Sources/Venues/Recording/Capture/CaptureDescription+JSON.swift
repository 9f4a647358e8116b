import Books
import Venues

extension CaptureDescription {
    /// The description's members in a manifest and in the first record of a segment.
    var members: [JSONValue.Member] {
        [
            .init(name: "format", value: .string(Self.format)),
            .init(name: "version", value: .count(Self.version)),
            .init(name: "started_ns", value: .count(start.nanoseconds)),
            .init(
                name: "instrument",
                value: .members([
                    "base": .string(instrument.base),
                    "quote": .string(instrument.quote),
                    "price_decimals": .count(instrument.priceUnit.decimals),
                    "quantity_decimals": .count(instrument.quantityUnit.decimals),
                ])
            ),
            .init(name: "venues", value: .array(venues.map(\.json))),
        ]
    }

    /// Reads a description; throws a few words about what is wrong with it.
    init(_ json: JSONValue) throws(CaptureFinding) {
        guard json["format"]?.string == Self.format else { throw CaptureFinding("it is no \(Self.format)") }
        guard let version = json["version"]?.integer else { throw CaptureFinding("it has no version") }
        guard version == Self.version else {
            throw CaptureFinding("its version is \(version), and this rung reads version \(Self.version)")
        }
        guard let start = json["started_ns"]?.integer, let units = json["instrument"],
            let base = units["base"]?.string, let quote = units["quote"]?.string,
            let priceUnit = Self.unit(units["price_decimals"]),
            let quantityUnit = Self.unit(units["quantity_decimals"]),
            let venues = json["venues"]?.array
        else { throw CaptureFinding("its instrument, its venues or its start is missing") }
        guard (1...VenueID.limit).contains(venues.count) else {
            throw CaptureFinding("it has \(venues.count) venues, and 1 to \(VenueID.limit) can be played")
        }
        self.start = WallTime(nanoseconds: start)
        instrument = Instrument(base: base, quote: quote, priceUnit: priceUnit, quantityUnit: quantityUnit)
        self.venues = try venues.map { json throws(CaptureFinding) in try Venue(json) }
    }

    private static let format = "rung-recording"
    private static let version: Int64 = 1

    private static func unit(_ json: JSONValue?) -> DecimalUnit? {
        guard let decimals = json?.integer, (0...18).contains(decimals) else { return nil }
        return DecimalUnit(decimals: Int(decimals))
    }
}

extension CaptureDescription.Venue {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init(name: "name", value: .string(name)),
            .init(name: "dialect", value: .string(dialect)),
            .init(name: "symbol", value: .string(symbol)),
            .init(name: "connections", value: .count(connections)),
        ]
        if let depth { members.append(.init(name: "depth", value: .count(depth))) }
        return .object(members)
    }

    fileprivate init(_ json: JSONValue) throws(CaptureFinding) {
        guard let name = json["name"]?.string, let dialect = json["dialect"]?.string,
            let symbol = json["symbol"]?.string
        else { throw CaptureFinding("a venue of it has no name, dialect or symbol") }
        let depth = json["depth"]?.integer
        guard depth.map({ (1...100_000).contains($0) }) ?? true else {
            throw CaptureFinding("the depth of \(name) is not between 1 and 100000")
        }
        let connections = json["connections"]?.integer ?? 1
        guard (1...2).contains(connections) else {
            throw CaptureFinding("the feed of \(name) has \(connections) connections, and 1 or 2 can be played")
        }
        self.init(
            name: name,
            dialect: dialect,
            symbol: symbol,
            depth: depth.map { Int($0) },
            connections: Int(connections)
        )
    }
}
