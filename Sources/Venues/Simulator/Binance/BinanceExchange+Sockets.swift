import Venues

extension BinanceExchange {
    // MARK: - Connections

    /// Opens `/ws`, `/ws/<stream>/…` or `/stream?streams=<stream>/…`, with `timeUnit` as an option.
    mutating func upgrade(
        _ client: ConnectionID,
        _ target: String,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        if let banRefusal {
            _ = faults.take(.ban)
            effects.append(.answer(client, banRefusal))
            return
        }
        guard let target = RequestTarget(target), let entrance = target.path.first,
            entrance == "ws" || (entrance == "stream" && target.path.count == 1) || target.path == ["ws-api", "v3"]
        else {
            effects.append(.answer(client, Self.notFound))
            return
        }
        guard let unit = target["timeUnit"].map(BinanceTimeUnit.init) ?? .milliseconds else {
            effects.append(
                .answer(client, Self.refusal(400, -1_130, "Data sent for parameter 'timeUnit' is not valid."))
            )
            return
        }
        if entrance == "ws-api" {
            openSession(client, unit, at: now, into: &effects)
            return
        }
        let isCombined = entrance == "stream"
        var connection = BinanceConnection(
            form: BinanceForm(isCombined: isCombined, timeUnit: unit),
            keepAlive: BinanceKeepAlive(openedAt: now.steady)
        )
        let names =
            isCombined
            ? (target["streams"] ?? "").split(separator: "/").map(String.init)
            : Array(target.path.dropFirst())
        guard connection.subscribe(names, symbol: streamSymbol) else {
            effects.append(.answer(client, Self.refusal(400, -1_130, "Too many streams.")))
            return
        }
        connections.open(client, connection)
        effects.append(.accept(client))
    }

    /// Counts a message of a client and gives the client's place; `nil` if it is gone, or goes for sending too much.
    mutating func admit(
        _ client: ConnectionID,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) -> Int? {
        guard let place = connections.place(of: client) else { return nil }
        guard connections[place: place].rate.admit(at: now.steady) else {
            effects.append(.close(client, code: 1008, reason: "Too many requests"))
            connections.close(at: place)
            return nil
        }
        return place
    }

    /// Sends the pings that are due and cuts those who do not answer.
    mutating func keepAlive(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        var place = 0
        while place < connections.indices.upperBound {
            let client = connections.identifier(at: place)
            switch connections[place: place].keepAlive.act(at: now) {
            case .wait:
                place += 1
            case .ping(let payload):
                effects.append(.ping(client, payload))
                place += 1
            case .cut(let reason):
                effects.append(.close(client, code: 1001, reason: reason))
                connections.close(at: place)
            }
        }
    }

    // MARK: - Requests

    /// Answers a request that came over the WebSocket at a place.
    mutating func answer(_ bytes: [UInt8], at place: Int, into effects: inout [ExchangeEffect]) {
        let client = connections.identifier(at: place)
        let request: BinanceRequest
        do {
            request = try BinanceRequest(bytes)
        } catch {
            effects.append(.text(client, Self.fault(error)))
            return
        }
        var text = WireText()
        text.append("{\"result\":")
        switch request.command {
        case .subscribe(let names):
            guard connections[place: place].subscribe(names, symbol: streamSymbol) else {
                let message = "Invalid request: too many streams"
                let fault = BinanceRequest.Fault(code: 2, message: message, identifier: request.identifier)
                effects.append(.text(client, Self.fault(fault)))
                return
            }
            text.append("null")
        case .unsubscribe(let names):
            connections[place: place].unsubscribe(names, symbol: streamSymbol)
            text.append("null")
        case .listSubscriptions:
            Self.append(connections[place: place].names, to: &text)
        case .setCombined(let isCombined):
            connections[place: place].form.isCombined = isCombined
            text.append("null")
        case .getCombined:
            text.append(connections[place: place].form.isCombined)
        }
        text.append(",\"id\":")
        text.append(identifier: request.identifier)
        text.append("}")
        effects.append(.text(client, text.bytes))
    }

    private static func append(_ names: [String], to text: inout WireText) {
        text.append("[")
        for index in names.indices {
            if index > 0 { text.append(",") }
            text.append(quoted: names[index])
        }
        text.append("]")
    }

    private static func fault(_ fault: BinanceRequest.Fault) -> [UInt8] {
        var text = WireText()
        text.append("{\"code\":")
        text.append(fault.code)
        text.append(",\"msg\":")
        text.append(quoted: fault.message)
        if let identifier = fault.identifier {
            text.append(",\"id\":")
            text.append(identifier: identifier)
        }
        text.append("}")
        return text.bytes
    }
}
