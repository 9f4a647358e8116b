import Books
import Venues

extension BinanceExchange {
    /// Answers a REST request (REST API, "General endpoints" and "Market Data endpoints").
    mutating func answer(_ request: ExchangeRequest, at now: ExchangeMoment) -> HTTPAnswer {
        guard let target = RequestTarget(request.target) else {
            return Self.refusal(400, -1_100, "Illegal characters found in a parameter.")
        }
        if request.method == "GET", target.path == ["sapi", "v1", "system", "status"] {
            return banRefusal ?? systemStatus
        }
        guard request.method == "GET", target.path.count == 3, target.path.starts(with: ["api", "v3"]) else {
            return Self.notFound
        }
        if let refusal = refusal(of: target.path[2]) { return refusal }
        switch target.path[2] {
        case "ping":
            return charged(1, at: now) { _ in .success(Array("{}".utf8)) }
        case "time":
            let unit = request.headers.value(of: "X-MBX-TIME-UNIT").flatMap(BinanceTimeUnit.init) ?? .milliseconds
            return charged(1, at: now) { _ in .success(Self.time(now, unit)) }
        case "depth":
            let old = faults.take(.staleSnapshot) == nil ? nil : old
            return charged(Self.depthWeight(target["limit"]), at: now) {
                $0.depth(target, old ?? ($0.published, $0.lastUpdateID))
            }
        case "exchangeInfo":
            return charged(20, at: now) { $0.exchangeInformation(target, at: now) }
        default:
            return Self.notFound
        }
    }

    /// An error answer, as Binance words it.
    static func refusal(_ status: Int, _ code: Int64, _ message: String) -> HTTPAnswer {
        BinanceRefusal(status: status, code: code, message: message).answer
    }

    /// The answer to a path that does not exist; it carries no error object.
    static let notFound = HTTPAnswer(status: 404, headers: [HTTPHeader("Content-Type", "text/html")], body: [])

    // MARK: - Faults

    /// The refusal with which a ban answers everything, and too many requests all of REST.
    var banRefusal: HTTPAnswer? {
        guard case .ban(let span) = faults[.ban]?.order.fault else { return nil }
        let message = "Way too much request weight used; IP banned. Please use WebSocket Streams for live updates."
        return Self.refusal(418, -1_003, message).adding([RetryAfter.header(span)])
    }

    /// The refusal of a request, if something is to go wrong with it.
    private mutating func refusal(of path: String) -> HTTPAnswer? {
        if let banRefusal {
            _ = faults.take(.ban)
            return banRefusal
        }
        if case .rateLimit(let span) = faults.take(.rateLimit)?.order.fault {
            let message = "Too many requests; please use WebSocket Streams for live updates to avoid polling the API."
            return Self.refusal(429, -1_003, message).adding([RetryAfter.header(span)])
        }
        if path == "depth", case .snapshotError(let status) = faults.take(.snapshotError)?.order.fault {
            return Self.refusal(status, -1_000, "An unknown error occurred while processing the request.")
        }
        return nil
    }

    /// Whether the whole venue is in maintenance (Wallet API, "System Status"); that interface counts weights of its own.
    private var systemStatus: HTTPAnswer {
        let isAway = faults[.maintenance]?.order.fault == .maintenance(.maintenance)
        let body = isAway ? #"{"status":1,"msg":"system_maintenance"}"# : #"{"status":0,"msg":"normal"}"#
        let type = HTTPHeader("Content-Type", "application/json;charset=UTF-8")
        return HTTPAnswer(status: 200, headers: [type], body: Array(body.utf8))
    }

    /// What `exchangeInfo` says of the market.
    private var marketStatus: StaticString {
        switch faults[.maintenance]?.order.fault {
        case .maintenance(.maintenance): "BREAK"
        case .maintenance(.cancelOnly): "CANCEL_ONLY"
        default: "TRADING"
        }
    }

    // MARK: - Weight

    /// Counts a request, refuses it if it is too much, and marks the answer with the weight used.
    private mutating func charged(
        _ weight: Int,
        at now: ExchangeMoment,
        _ body: (borrowing Self) -> Result<[UInt8], BinanceRefusal>
    ) -> HTTPAnswer {
        let wait = weights.charge(weight, at: now.steady)
        let used = HTTPHeader("X-MBX-USED-WEIGHT-1M", String(weights.used))
        if let wait {
            let message =
                "Too much request weight used; current limit is \(BinanceWeights.limit) request weight per 1 MINUTE. "
                + "Please use WebSocket Streams for live updates to avoid polling the API."
            return Self.refusal(429, -1_003, message).adding([used, HTTPHeader("Retry-After", String(wait))])
        }
        switch body(self) {
        case .success(let bytes):
            let type = HTTPHeader("Content-Type", "application/json;charset=UTF-8")
            return HTTPAnswer(status: 200, headers: [type, used], body: bytes)
        case .failure(let fault):
            return fault.answer.adding([used])
        }
    }

    /// What a depth request weighs, by its limit.
    private static func depthWeight(_ limit: String?) -> Int {
        switch limit.flatMap(Int.init) ?? 100 {
        case ...100: 5
        case ...500: 25
        case ...1_000: 50
        default: 250
        }
    }

    // MARK: - Bodies

    private static func time(_ now: ExchangeMoment, _ unit: BinanceTimeUnit) -> [UInt8] {
        var text = WireText()
        text.append("{\"serverTime\":")
        text.append(unit.count(now.wall))
        text.append("}")
        return text.bytes
    }

    private func depth(
        _ target: RequestTarget,
        _ shown: (book: ExchangeBook, lastID: Int64)
    ) -> Result<[UInt8], BinanceRefusal> {
        guard let symbol = target["symbol"], !symbol.isEmpty else { return .failure(.missing("symbol")) }
        if let fault = fault(ofSymbol: symbol) { return .failure(fault) }
        var levels = 100
        if let limit = target["limit"] {
            guard !limit.isEmpty, limit.utf8.count <= 20, limit.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return .failure(.illegal("limit", range: "^[0-9]{1,20}$"))
            }
            // A limit beyond the greatest number is as good as 5000, the most that is ever sent.
            levels = min(Int(limit) ?? 5_000, 5_000)
            guard levels > 0 else { return .failure(.invalid("limit")) }
        }
        return .success(messages.depth(shown.book, lastID: shown.lastID, levels: levels))
    }

    /// Why a symbol is refused; `nil` if it is the one traded here.
    func fault(ofSymbol symbol: String) -> BinanceRefusal? {
        let isLegal =
            (1...50).contains(symbol.unicodeScalars.count)
            && symbol.unicodeScalars.allSatisfy { letter in
                switch letter {
                case "A"..."Z", "0"..."9", "-", "_", ".": true
                default: !letter.isASCII
                }
            }
        guard isLegal else { return .illegal("symbol", range: "^[\\w\\-._&&[^a-z]]{1,50}$") }
        return symbol == instrument.symbol ? nil : BinanceRefusal(status: 400, code: -1_121, message: "Invalid symbol.")
    }

    private func exchangeInformation(_ target: RequestTarget, at now: ExchangeMoment) -> Result<[UInt8], BinanceRefusal>
    {
        guard target["symbol"] == nil || target["symbols"] == nil else {
            let message = "Combination of optional parameters invalid."
            return .failure(BinanceRefusal(status: 400, code: -1_128, message: message))
        }
        if let symbol = target["symbol"], let fault = fault(ofSymbol: symbol) { return .failure(fault) }
        if let list = target["symbols"] {
            guard let names = Self.names(list), !names.isEmpty else {
                let name = "\"[\\w\\-._&&[^a-z]]{1,50}\""
                return .failure(.illegal("symbols", range: "^\\[(\(name)(,\(name)){0,})?\\]$"))
            }
            for name in names {
                if let fault = fault(ofSymbol: name) { return .failure(fault) }
            }
        }
        return .success(messages.exchangeInformation(at: now.wall, status: marketStatus))
    }

    /// The strings of a JSON array; `nil` if it is none.
    private static func names(_ list: String) -> [String]? {
        do {
            guard let elements = try JSONValue(text: list).array else { return nil }
            let names = elements.compactMap(\.string)
            return names.count == elements.count ? names : nil
        } catch {
            return nil
        }
    }
}
