import Books

extension FaultOrder {
    /// The order as ``FaultText`` reads it.
    public var text: String {
        var words = [fault.kind.rawValue]
        if let name = FaultTable.row(fault.kind).parameter?.name { words.append("\(name)=\(parameterText)") }
        if let times { words.append("times=\(times)") }
        if let duration { words.append("for=\(Self.text(duration))") }
        if scope != .all { words.append("on=\(scope.rawValue)") }
        return words.joined(separator: " ")
    }

    private var parameterText: String {
        switch fault {
        case .slowTLS(let span), .rateLimit(let span), .ban(let span), .shutdown(let span), .skew(let span),
            .delay(let span), .answerDelay(let span), .orderDelay(let span), .queryLag(let span):
            Self.text(span)
        case .close(let code): "\(code)"
        case .oversized(let bytes): "\(bytes)"
        case .corrupt(let form): form?.rawValue ?? "any"
        case .snapshotError(let status): "\(status)"
        case .maintenance(let mode): mode.rawValue
        case .burst(let factor): "\(factor)"
        case .apart(let basisPoints): "\(basisPoints)"
        case .emptySide(let side): side == .bid ? "bids" : "asks"
        case .orderTimeout(let fate), .orderFailure(let fate): fate.rawValue
        case .reject(let code): code
        case .refuse, .reset, .halfOpen, .halfFrame, .gap, .duplicate, .reorder, .checksum, .wrongTop, .crossed,
            .staleSnapshot, .quiet, .loseAnswer, .duplicateAnswer, .dropRequest, .cutBefore, .cutAfter, .orderLimit,
            .firewall, .eventGap, .eventDuplicate, .eventReorder, .eventSilence, .tokenExpiry, .keyRevoked, .restart:
            ""
        }
    }

    /// A time without loss: in seconds, with the decimals that it needs.
    static func text(_ span: TimeSpan) -> String {
        var bytes: [UInt8] = []
        DecimalText.append(Int128(span.nanoseconds), decimals: 9, trimmed: true, to: &bytes)
        return String(decoding: bytes, as: UTF8.self) + "s"
    }
}
