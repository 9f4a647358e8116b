import Books
import Venues

extension KrakenExchange {
    /// Takes an HTTP request: `/0/private/<Method>` by POST, or one of the few public ones.
    mutating func answer(
        _ request: ExchangeRequest,
        from client: ConnectionID,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        let path = request.target.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        guard path.count == 3, path[0] == "0" else {
            effects.append(.answer(client, Self.notFound))
            return
        }
        if faults.take(.firewall) != nil {
            effects.append(.answer(client, Self.firewallPage))
            return
        }
        if let refusal = upgradeRefusal() {
            effects.append(.answer(client, refusal))
            return
        }
        switch (path[1], request.method) {
        case ("public", "GET"):
            effects.append(.answer(client, publicAnswer(path[2], request, at: now)))
        case ("private", "POST"):
            admit(request, path[2], from: client, at: now, into: &effects)
        default:
            effects.append(.answer(client, Self.result(.failure(.unknownMethod))))
        }
    }

    /// Lets a private request in: key, signature, nonce, rate; then it goes on.
    private mutating func admit(
        _ request: ExchangeRequest,
        _ name: String,
        from client: ConnectionID,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        do throws(KrakenError) {
            let account = try account(of: request)
            let parameters = try Self.parameters(request)
            try checkSignature(request, account, nonce: parameters["nonce"] ?? "")
            guard let nonce = parameters["nonce"].flatMap(UInt64.init), nonce > trading.desks[account].nonce else {
                throw .invalidNonce
            }
            trading.desks[account].nonce = nonce
            guard let method = KrakenMethod(rawValue: name) else { throw .unknownMethod }
            guard trading.desks[account].calls.add(method.calls, at: now.steady) else { throw .callLimit }
            let call = KrakenCall(origin: .rest(client), method: method, parameters: parameters, account: account)
            pass(call, at: now, into: &effects)
        } catch {
            effects.append(.answer(client, Self.result(.failure(error))))
        }
    }

    private func account(of request: ExchangeRequest) throws(KrakenError) -> Int {
        let key = request.headers.value(of: "API-Key")
        guard faults[.keyRevoked] == nil, let key,
            let account = trading.engine.accounts.firstIndex(where: { $0.apiKey == key })
        else { throw .invalidKey }
        return account
    }

    /// `API-Sign`: base64 of HMAC-SHA512, under the secret, of the path and SHA-256 of nonce and body.
    private func checkSignature(_ request: ExchangeRequest, _ account: Int, nonce: String) throws(KrakenError) {
        guard let digests = trading.digests, let given = request.headers.value(of: "API-Sign") else {
            throw .invalidSignature
        }
        let path = Array(request.target.prefix { $0 != "?" }.utf8)
        // Every key here has a secret.
        guard let secret = trading.engine.accounts[account].secret else { throw .invalidKey }
        let expected = KrakenSignature.text(path, nonce: nonce, body: request.body, secret: secret, digests)
        let (left, right) = (Array(given.utf8), Array(expected.utf8))
        guard left.count == right.count, zip(left, right).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 else {
            throw .invalidSignature
        }
    }

    private static func parameters(_ request: ExchangeRequest) throws(KrakenError) -> KrakenParameters {
        let text = String(decoding: request.body, as: UTF8.self)
        if text.utf8.first == UInt8(ascii: "{") {
            do throws(WireError) {
                let value = try JSONValue(text: text)
                guard let parameters = KrakenParameters(value, isREST: true) else { throw WireError.missing("object") }
                return parameters
            } catch {
                throw .arguments("body")
            }
        }
        do throws(HTTPHeadError) {
            return KrakenParameters(try HTTPForm(text).fields)
        } catch {
            throw .arguments("body")
        }
    }

    // MARK: - Answers

    /// An answer, whose status is 200 even if it tells of an error.
    static func result(_ outcome: Result<[UInt8], KrakenError>) -> HTTPAnswer {
        var object = WireObject()
        switch outcome {
        case .success(let body):
            object.add("error", list: [])
            object.add("result", raw: body)
        case .failure(let error):
            var text = WireText()
            text.append(quoted: error.text)
            object.add("error", list: [text.bytes])
        }
        let type = HTTPHeader("Content-Type", "application/json; charset=utf-8")
        return HTTPAnswer(status: 200, headers: [type], body: object.finish())
    }

    private static let firewallPage = HTTPAnswer(
        status: 403,
        headers: [HTTPHeader("Content-Type", "text/html")],
        body: Array("<html><head><title>Attention Required!</title></head><body>Blocked.</body></html>".utf8)
    )
}
