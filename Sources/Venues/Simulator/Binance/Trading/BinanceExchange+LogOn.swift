import Books
import Venues

/// Requests about the session itself (WebSocket API, "Session authentication", "User Data Stream requests").
extension BinanceExchange {
    /// Carries out what is about the session itself.
    mutating func performSession(_ call: BinanceCall, at now: ExchangeMoment) throws(BinanceRefusal) -> [UInt8] {
        guard case .socket(let client, _) = call.origin, let place = trading.sessions.place(of: client) else {
            throw .unavailable
        }
        switch call.method {
        case .logOn:
            let account = call.account ?? 0
            // Ed25519 keys alone can log on.
            guard case .ed25519 = trading.engine.accounts[account].credential else {
                let message = "HMAC_SHA256 API key is not supported."
                throw BinanceRefusal(status: 400, code: -4_056, message: message)
            }
            trading.sessions[place: place].logOn = BinanceTrading.LogOn(account: account, since: now.wall)
            return status(place, at: now)
        case .logOut:
            trading.sessions[place: place].logOn = nil
            trading.sessions[place: place].subscriptions.removeAll(where: \.isOfLogOn)
            return status(place, at: now)
        case .subscribe:
            guard let logOn = trading.sessions[place: place].logOn else {
                let message = "You are not authorized to execute this request."
                throw BinanceRefusal(status: 401, code: -1_002, message: message)
            }
            return try subscribe(logOn.account, isOfLogOn: true, place)
        case .subscribeSigned:
            return try subscribe(call.account ?? 0, isOfLogOn: false, place)
        case .unsubscribe:
            let number = try call.parameters.integer("subscriptionId")
            let session = trading.sessions[place: place]
            guard let number else {
                trading.sessions[place: place].subscriptions.removeAll()
                return WireObject().finish()
            }
            guard session.subscriptions.contains(where: { $0.number == number }) else {
                let message = "User Data Stream subscription not active."
                throw BinanceRefusal(status: 400, code: -2_036, message: message)
            }
            trading.sessions[place: place].subscriptions.removeAll { $0.number == number }
            return WireObject().finish()
        case .subscriptions:
            let subscriptions = trading.sessions[place: place].subscriptions.map { subscription in
                var object = WireObject()
                object.add("subscriptionId", subscription.number)
                return object.finish()
            }
            return WireObject.list(subscriptions)
        default:
            return status(place, at: now)
        }
    }

    private mutating func subscribe(_ account: Int, isOfLogOn: Bool, _ place: Int) throws(BinanceRefusal) -> [UInt8] {
        let session = trading.sessions[place: place]
        guard !session.subscriptions.contains(where: { $0.account == account }) else {
            let message = "User Data Stream subscription already active."
            throw BinanceRefusal(status: 400, code: -2_035, message: message)
        }
        guard session.count < 1_000 else { throw .invalid("subscriptions") }
        let subscription = BinanceTrading.Subscription(
            number: session.count,
            account: account,
            isOfLogOn: isOfLogOn
        )
        trading.sessions[place: place].subscriptions.append(subscription)
        trading.sessions[place: place].count += 1
        var object = WireObject()
        object.add("subscriptionId", subscription.number)
        return object.finish()
    }

    /// How a connection stands.
    private func status(_ place: Int, at now: ExchangeMoment) -> [UInt8] {
        let session = trading.sessions[place: place]
        var object = WireObject()
        if let logOn = session.logOn {
            object.add("apiKey", trading.engine.accounts[logOn.account].apiKey)
            object.add("authorizedSince", session.unit.count(logOn.since))
        } else {
            object.add("apiKey", number: "null")
            object.add("authorizedSince", number: "null")
        }
        object.add("connectedSince", session.unit.count(session.openedAt))
        object.add("returnRateLimits", true)
        object.add("serverTime", session.unit.count(now.wall))
        object.add("userDataStream", !session.subscriptions.isEmpty)
        return object.finish()
    }
}
