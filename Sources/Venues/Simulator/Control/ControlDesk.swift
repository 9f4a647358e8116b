import Venues

/// What the control endpoint answers.
struct ControlDesk {
    private let exchange: ExchangeServer

    /// The desk of one exchange.
    init(_ exchange: ExchangeServer) {
        self.exchange = exchange
    }

    /// The answer to a request, which has been carried out by then.
    func answer(_ head: HTTPRequestHead, _ body: [UInt8]) -> HTTPAnswer {
        guard head.headers.value(of: "Origin") == nil else {
            return Self.refusal(403, "a browser may not switch faults: use curl or a program of your own")
        }
        switch (head.method, head.path.split(separator: "/").map(String.init)) {
        case ("GET", []):
            return Self.text(200, FaultTable.text)
        case ("GET", ["accounts"]):
            return Self.json(200, exchange.accountReport.json)
        case ("GET", ["faults"]):
            return Self.json(200, state)
        case ("POST", ["faults"]):
            do throws(FaultTextError) {
                let order = try Self.order(body, at: exchange.venue)
                exchange.begin(order)
                return Self.json(202, Self.accepted(order))
            } catch {
                return Self.refusal(400, error.sentence)
            }
        case ("DELETE", ["faults"]):
            exchange.endFault()
            return Self.json(202, Array("{}".utf8))
        case ("DELETE", let path) where path.count == 2 && path[0] == "faults":
            guard let kind = FaultKind(rawValue: path[1]) else {
                return Self.refusal(404, "there is no fault \(FaultText.shown(path[1])): GET / lists them")
            }
            exchange.endFault(kind)
            return Self.json(202, Array("{}".utf8))
        case (_, ["faults"]):
            return Self.refusal(405, "give GET, POST or DELETE")
        default:
            return Self.refusal(404, "the faults are at /faults, their table at /, the ledger at /accounts")
        }
    }

    // MARK: - Orders

    private static func order(_ body: [UInt8], at venue: ExchangeVenue) throws(FaultTextError) -> FaultOrder {
        guard let text = String(validating: body, as: UTF8.self) else {
            throw FaultTextError("the body is no UTF-8: send JSON or words")
        }
        guard text.drop(while: \.isWhitespace).first == "{" else {
            return try FaultText.order(text.split(whereSeparator: \.isWhitespace), at: venue)
        }
        let value: JSONValue
        do throws(WireError) {
            value = try JSONValue(text: text)
        } catch {
            throw FaultTextError("the body is no JSON (\(error.sentence)): send {\"fault\":\"gap\",\"for_ms\":2000}")
        }
        guard case .object(let members) = value, let name = value["fault"]?.string else {
            throw FaultTextError("the body names no fault: send {\"fault\":\"gap\",\"for_ms\":2000}")
        }
        var settings: [(name: String, value: String)] = []
        for member in members where member.name != "fault" {
            guard let text = member.value.decimalText else {
                throw FaultTextError("\(FaultText.shown(member.name)) is neither a number nor a text: give one of them")
            }
            // `for_ms: 2000` is `for=2000ms`.
            let isTime = member.name.hasSuffix("_ms")
            settings.append(isTime ? (String(member.name.dropLast(3)), text + "ms") : (member.name, text))
        }
        return try FaultText.order(name, settings, at: venue)
    }

    // MARK: - Answers

    /// The refusal of a request, with its sentence.
    static func refusal(_ status: Int, _ sentence: String) -> HTTPAnswer {
        var body = WireText()
        body.append("{\"error\":")
        body.append(quoted: sentence)
        body.append("}\n")
        return json(status, body.bytes)
    }

    private static func accepted(_ order: FaultOrder) -> [UInt8] {
        var body = WireText()
        body.append("{\"order\":")
        body.append(quoted: order.text)
        body.append("}\n")
        return body.bytes
    }

    private var state: [UInt8] {
        let report = exchange.faultReport
        var body = WireText()
        body.append("{\"venue\":")
        body.append(quoted: exchange.venue.name)
        body.append(",\"connections\":")
        body.append(Int64(report.connections))
        body.append(",\"active\":[")
        for index in report.active.indices {
            if index > 0 { body.append(",") }
            body.append("{\"order\":")
            body.append(quoted: report.active[index].order.text)
            body.append(",\"injected\":")
            body.append(Int64(report.active[index].injected))
            body.append("}")
        }
        body.append("],\"injected\":{")
        var isFirst = true
        for kind in FaultKind.allCases where report.count(of: kind) > 0 {
            if !isFirst { body.append(",") }
            isFirst = false
            body.append(quoted: kind.rawValue)
            body.append(":")
            body.append(Int64(report.count(of: kind)))
        }
        body.append("}}\n")
        return body.bytes
    }

    private static func json(_ status: Int, _ body: [UInt8]) -> HTTPAnswer {
        HTTPAnswer(status: status, headers: [HTTPHeader("Content-Type", "application/json")], body: body)
    }

    private static func text(_ status: Int, _ body: String) -> HTTPAnswer {
        HTTPAnswer(
            status: status,
            headers: [HTTPHeader("Content-Type", "text/plain; charset=utf-8")],
            body: Array(body.utf8)
        )
    }
}
