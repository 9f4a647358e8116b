import Venues

/// What a client asks over a WebSocket of the market streams.
///
/// WebSocket Streams, "Live Subscribing/Unsubscribing to streams".
struct BinanceRequest: Sendable, Equatable {
    /// The client's mark, which the answer repeats.
    let identifier: JSONValue
    /// What it wants.
    let command: Command

    /// The five methods.
    enum Command: Sendable, Equatable {
        /// Add these streams.
        case subscribe([String])
        /// Take these streams away.
        case unsubscribe([String])
        /// Say which streams there are.
        case listSubscriptions
        /// Wrap events from now on, or no longer.
        case setCombined(Bool)
        /// Say whether events are wrapped.
        case getCombined
    }

    /// Why a request was not understood.
    struct Fault: Error, Sendable, Equatable {
        /// Binance's number of the kind.
        let code: Int64
        /// Binance's words.
        let message: String
        /// The request's mark, where it had a valid one.
        let identifier: JSONValue?
    }

    /// Reads a request.
    init(_ bytes: [UInt8]) throws(Fault) {
        let value: JSONValue
        do {
            value = try JSONValue(bytes.span)
        } catch {
            let column = error.offset + 1
            let message = "Invalid JSON: expected value at line 1 column \(column)"
            throw Fault(code: 3, message: message, identifier: nil)
        }
        let identifier = value["id"] ?? .null
        guard Self.isValid(identifier) else {
            let message = "Invalid request: request ID must be an unsigned integer"
            throw Fault(code: 2, message: message, identifier: nil)
        }
        self.identifier = identifier
        do {
            command = try Self.command(value)
        } catch {
            throw Fault(code: error.code, message: error.message, identifier: identifier)
        }
    }

    // MARK: - Parts

    /// A 64-bit number, up to 36 letters, or nothing.
    private static func isValid(_ identifier: JSONValue) -> Bool {
        switch identifier {
        case .null: true
        case .number: identifier.integer != nil
        case .string(let text): text.utf8.count <= 36
        case .bool, .array, .object: false
        }
    }

    private static func command(_ value: JSONValue) throws(Fault) -> Command {
        guard let method = value["method"]?.string else {
            throw invalid("missing field `method`")
        }
        switch method {
        case "SUBSCRIBE": return .subscribe(try names(value))
        case "UNSUBSCRIBE": return .unsubscribe(try names(value))
        case "LIST_SUBSCRIPTIONS": return .listSubscriptions
        case "SET_PROPERTY": return try property(value, parameters: 2)
        case "GET_PROPERTY": return try property(value, parameters: 1)
        default:
            throw invalid(
                "unknown variant `\(method)`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, "
                    + "`LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`"
            )
        }
    }

    private static func names(_ value: JSONValue) throws(Fault) -> [String] {
        guard let parameters = value["params"] else { throw invalid("missing field `params`") }
        guard let elements = parameters.array else { throw invalid("params must be an array of strings") }
        var names: [String] = []
        for element in elements {
            guard let name = element.string else { throw invalid("params must be an array of strings") }
            names.append(name)
        }
        return names
    }

    private static func property(_ value: JSONValue, parameters count: Int) throws(Fault) -> Command {
        let parameters = value["params"]?.array ?? []
        guard let name = parameters.first?.string else { throw invalid("property name must be a string") }
        guard parameters.count <= count else { throw invalid("too many parameters") }
        guard name == "combined" else { throw Fault(code: 0, message: "Unknown property", identifier: nil) }
        guard count == 2 else { return .getCombined }
        guard let isCombined = parameters.dropFirst().first?.bool else {
            throw Fault(code: 1, message: "Invalid value type: expected Boolean", identifier: nil)
        }
        return .setCombined(isCombined)
    }

    private static func invalid(_ reason: String) -> Fault {
        Fault(code: 2, message: "Invalid request: " + reason, identifier: nil)
    }
}

extension WireError {
    /// Where in the message the fault is.
    fileprivate var offset: Int {
        switch self {
        case .truncated(let at), .unexpected(let at), .number(_, let at), .tooDeep(let at): at
        case .missing: 0
        }
    }
}
