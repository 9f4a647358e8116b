import Venues

/// A request over Kraken's public WebSocket.
struct KrakenRequest: Sendable, Equatable {
    /// The client's mark, which every answer repeats; a whole number.
    let identifier: JSONValue?
    /// What it wants.
    let command: Command

    /// The three methods.
    enum Command: Sendable, Equatable {
        /// A sign of life.
        case ping
        /// Begin a subscription.
        case subscribe(Subscription)
        /// End a subscription.
        case unsubscribe(Subscription)
        /// Begin a subscription to private events.
        case subscribePrivate(KrakenPrivateSubscription.Channel, JSONValue)
        /// End a subscription to private events.
        case unsubscribePrivate(KrakenPrivateSubscription.Channel)
        /// Do something about orders.
        case trade(KrakenMethod, JSONValue?)
    }

    /// The parameters of a subscription, unchecked but for their types.
    struct Subscription: Sendable, Equatable {
        /// The channel.
        let channel: String
        /// The symbols; `nil` if there are none.
        let symbols: [String]?
        /// The depth of a book.
        let depth: Int64?
        /// Whether a snapshot is wanted.
        let snapshot: Bool?
    }

    /// Why a request was not understood, in Kraken's words.
    struct Fault: Error, Sendable, Equatable {
        /// The words.
        let message: String
        /// The method as the answer names it.
        let method: String
        /// The request's mark.
        let identifier: JSONValue?
    }

    /// Reads a request.
    init(_ bytes: [UInt8]) throws(Fault) {
        let value: JSONValue
        do {
            value = try JSONValue(bytes.span)
        } catch {
            throw Self.malformed(nil)
        }
        let identifier = value["req_id"]
        if let identifier, identifier.integer == nil { throw Self.malformed(nil) }
        self.identifier = identifier
        let method = value["method"]?.string ?? ""
        if let trade = KrakenMethod(socket: method) {
            command = .trade(trade, value["params"])
            return
        }
        if let channel = value["params"]?["channel"]?.string.flatMap(KrakenPrivateSubscription.Channel.init),
            let parameters = value["params"]
        {
            switch method {
            case "subscribe": command = .subscribePrivate(channel, parameters)
            case "unsubscribe": command = .unsubscribePrivate(channel)
            default: throw Self.malformed(identifier)
            }
            return
        }
        switch method {
        case "ping": command = .ping
        case "subscribe": command = .subscribe(try Self.subscription(value, "subscribe", identifier))
        case "unsubscribe": command = .unsubscribe(try Self.subscription(value, "unsubscribe", identifier))
        default: throw Self.malformed(identifier)
        }
    }

    // MARK: - Parts

    private static func subscription(
        _ value: JSONValue,
        _ method: String,
        _ identifier: JSONValue?
    ) throws(Fault) -> Subscription {
        guard let parameters = value["params"], let channel = parameters["channel"]?.string else {
            throw malformed(identifier)
        }
        var symbols: [String]?
        if let list = parameters["symbol"] {
            guard let elements = list.array else {
                throw Fault(message: "Symbol field must be an array", method: method, identifier: identifier)
            }
            symbols = elements.compactMap(\.string)
            guard symbols?.count == elements.count else { throw malformed(identifier) }
        }
        if let depth = parameters["depth"], depth.integer == nil {
            throw Fault(message: "Subscription depth not supported", method: method, identifier: identifier)
        }
        if let snapshot = parameters["snapshot"], snapshot.bool == nil { throw malformed(identifier) }
        return Subscription(
            channel: channel,
            symbols: symbols,
            depth: parameters["depth"]?.integer,
            snapshot: parameters["snapshot"]?.bool
        )
    }

    private static func malformed(_ identifier: JSONValue?) -> Fault {
        Fault(message: "Malformed request", method: "error", identifier: identifier)
    }
}
