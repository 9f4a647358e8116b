import Venues

extension KrakenExchange {
    /// Answers a request of the client at a place.
    mutating func answer(
        _ bytes: [UInt8],
        at place: Int,
        _ now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        let request: KrakenRequest
        do {
            request = try KrakenRequest(bytes)
        } catch {
            let identifier = error.identifier
            let text = KrakenMessages.failure(error.method, error.message, symbol: nil, identifier, at: now.wall)
            send(text, to: place, at: now, into: &effects)
            return
        }
        let exchange = Exchange(place: place, now: now, identifier: request.identifier)
        switch request.command {
        case .ping:
            send(KrakenMessages.pong(request.identifier, at: now.wall), to: place, at: now, into: &effects)
        case .subscribe(let wanted):
            begin(wanted, exchange, into: &effects)
        case .unsubscribe(let unwanted):
            end(unwanted, exchange, into: &effects)
        case .subscribePrivate(let channel, let parameters):
            beginPrivate(channel, parameters, at: place, mark: request.identifier, now, into: &effects)
        case .unsubscribePrivate(let channel):
            endPrivate(channel, at: place, mark: request.identifier, now, into: &effects)
        case .trade(let method, let parameters):
            trade(method, parameters, at: place, mark: request.identifier, now, into: &effects)
        }
    }

    /// Who asks, when, and with which mark.
    private struct Exchange {
        let place: Int
        let now: ExchangeMoment
        let identifier: JSONValue?
    }

    // MARK: - Subscriptions

    /// Begins a subscription: one answer per symbol, and behind each the snapshot that it asks for.
    private mutating func begin(
        _ wanted: KrakenRequest.Subscription,
        _ exchange: Exchange,
        into effects: inout [ExchangeEffect]
    ) {
        switch wanted.channel {
        case "instrument":
            begin(.instrument, symbol: nil, snapshot: wanted.snapshot ?? true, exchange, into: &effects)
        case "book", "trade":
            guard let symbols = symbols(wanted, "subscribe", exchange, into: &effects) else { return }
            for symbol in symbols {
                guard let subscription = subscription(wanted, symbol, "subscribe", exchange, into: &effects) else {
                    continue
                }
                let snapshot = wanted.snapshot ?? (wanted.channel == "book")
                begin(subscription, symbol: symbol, snapshot: snapshot, exchange, into: &effects)
            }
        default:
            refuse("subscribe", "Subscription name invalid", symbol: nil, exchange, into: &effects)
        }
    }

    private mutating func begin(
        _ subscription: KrakenSubscription,
        symbol: String?,
        snapshot: Bool,
        _ exchange: Exchange,
        into effects: inout [ExchangeEffect]
    ) {
        let (place, now) = (exchange.place, exchange.now)
        if case .book = subscription, faults.take(.snapshotError) != nil {
            refuse("subscribe", "EService:Unavailable", symbol: symbol, exchange, into: &effects)
            return
        }
        guard connections[place: place].subscribe(subscription) else {
            refuse("subscribe", "Already subscribed", symbol: symbol, exchange, into: &effects)
            return
        }
        let answer = KrakenMessages.success(
            "subscribe",
            subscription,
            symbol: symbol,
            snapshot: snapshot,
            exchange.identifier,
            at: now.wall
        )
        send(answer, to: place, at: now, into: &effects)
        switch subscription {
        case .book(let depth):
            let content = openWindow(depth)
            guard snapshot else { return }
            let text: [UInt8]
            if let old, faults.take(.staleSnapshot) != nil {
                let window = KrakenBookChange(
                    bids: KrakenWindow(depth: depth.levels, of: old.bids).levels,
                    asks: KrakenWindow(depth: depth.levels, of: old.asks).levels
                )
                text = messages.book("snapshot", window, checksum: KrakenChecksum.value(old), at: now.wall)
            } else {
                text = messages.book("snapshot", content, checksum: KrakenChecksum.value(book), at: now.wall)
            }
            send(text, to: place, at: now, into: &effects)
        case .trade where snapshot:
            send(messages.trades("snapshot", trades), to: place, at: now, into: &effects)
        case .instrument where snapshot:
            send(messages.instruments(), to: place, at: now, into: &effects)
        case .trade, .instrument:
            break
        }
    }

    /// Ends a subscription: one answer per symbol.
    private mutating func end(
        _ unwanted: KrakenRequest.Subscription,
        _ exchange: Exchange,
        into effects: inout [ExchangeEffect]
    ) {
        switch unwanted.channel {
        case "instrument":
            end(.instrument, symbol: nil, exchange, into: &effects)
        case "book", "trade":
            guard let symbols = symbols(unwanted, "unsubscribe", exchange, into: &effects) else { return }
            for symbol in symbols {
                if let subscription = subscription(unwanted, symbol, "unsubscribe", exchange, into: &effects) {
                    end(subscription, symbol: symbol, exchange, into: &effects)
                }
            }
        default:
            refuse("unsubscribe", "Subscription name invalid", symbol: nil, exchange, into: &effects)
        }
    }

    private mutating func end(
        _ subscription: KrakenSubscription,
        symbol: String?,
        _ exchange: Exchange,
        into effects: inout [ExchangeEffect]
    ) {
        let (place, now) = (exchange.place, exchange.now)
        guard connections[place: place].unsubscribe(subscription, at: now.steady) else {
            // Captured from the venue in December 2025: it names the method `subscribe` here.
            refuse("subscribe", "Subscription Not Found", symbol: symbol, exchange, into: &effects)
            return
        }
        dropUnusedWindows()
        let answer = KrakenMessages.success(
            "unsubscribe",
            subscription,
            symbol: symbol,
            snapshot: nil,
            exchange.identifier,
            at: now.wall
        )
        send(answer, to: place, at: now, into: &effects)
    }

    // MARK: - Checks

    /// The symbols of a request; nothing, and a refusal, if there are none.
    private mutating func symbols(
        _ parameters: KrakenRequest.Subscription,
        _ method: String,
        _ exchange: Exchange,
        into effects: inout [ExchangeEffect]
    ) -> [String]? {
        if let symbols = parameters.symbols, !symbols.isEmpty { return symbols }
        refuse(method, "Symbol(s) not found", symbol: nil, exchange, into: &effects)
        return nil
    }

    /// The subscription that a request means for one symbol; nothing, and a refusal, if there is none.
    private mutating func subscription(
        _ parameters: KrakenRequest.Subscription,
        _ symbol: String,
        _ method: String,
        _ exchange: Exchange,
        into effects: inout [ExchangeEffect]
    ) -> KrakenSubscription? {
        guard symbol == instrument.symbol else {
            refuse(method, "Currency pair not supported \(symbol)", symbol: symbol, exchange, into: &effects)
            return nil
        }
        guard parameters.channel == "book" else { return .trade }
        guard let depth = KrakenDepth(levels: parameters.depth ?? 10) else {
            refuse(method, "Subscription depth not supported", symbol: symbol, exchange, into: &effects)
            return nil
        }
        return .book(depth)
    }

    private mutating func refuse(
        _ method: String,
        _ message: String,
        symbol: String?,
        _ exchange: Exchange,
        into effects: inout [ExchangeEffect]
    ) {
        let identifier = exchange.identifier
        let text = KrakenMessages.failure(method, message, symbol: symbol, identifier, at: exchange.now.wall)
        send(text, to: exchange.place, at: exchange.now, into: &effects)
    }
}
