extension FaultTable {
    /// What can go wrong with an order.
    static func order(_ kind: FaultKind) -> Row {
        switch kind {
        case .loseAnswer:
            make(kind, .occasion, "an order or a cancellation is carried out, and its answer gets lost")
        case .answerDelay:
            make(
                kind,
                .state,
                "answers to trading requests come late; private events and the market do not",
                Parameter(name: "by", meaning: "how late", standard: "1s")
            )
        case .duplicateAnswer:
            make(kind, .occasion, "the answer to an order or a cancellation comes twice over its WebSocket")
        case .dropRequest:
            make(kind, .occasion, "an order or a cancellation gets lost before the engine, and nothing answers")
        case .cutBefore:
            make(kind, .occasion, "an order or a cancellation comes, the engine never has it, the connection is reset")
        case .cutAfter:
            make(kind, .occasion, "an order or a cancellation is carried out, and its connection is reset")
        case .orderDelay:
            make(
                kind,
                .state,
                "orders and cancellations wait before the engine, which then looks at their time limit again",
                Parameter(name: "by", meaning: "how long", standard: "1s")
            )
        case .orderTimeout:
            make(
                kind,
                .occasion,
                "an order or a cancellation is answered with -1007 or EService:Timeout",
                Parameter(name: "order", meaning: "placed or absent at the engine", standard: "placed")
            )
        case .orderFailure:
            make(
                kind,
                .occasion,
                "an order or a cancellation is answered with HTTP 503 or EService:Unavailable",
                Parameter(name: "order", meaning: "placed or absent at the engine", standard: "placed")
            )
        case .reject:
            make(
                kind,
                .occasion,
                "an order is refused with a code, at Kraken with a text that has _ for blanks",
                Parameter(name: "code", meaning: "the venue's code; any: of lacking funds", standard: "any")
            )
        default:
            make(kind, .requests, "orders are refused with -1015 or EOrder:Rate limit exceeded")
        }
    }

    /// What can go wrong with what a client knows of its account.
    static func account(_ kind: FaultKind) -> Row {
        switch kind {
        case .firewall:
            make(kind, .requests, "REST requests are answered with 403 and a page of HTML that is not the venue's")
        case .queryLag:
            make(
                kind,
                .state,
                "queries for orders and trades show what was",
                Parameter(name: "by", meaning: "how long ago", standard: "2s")
            )
        case .eventGap:
            make(kind, .occasion, "a private event is left out")
        case .eventDuplicate:
            make(kind, .occasion, "a private event comes twice")
        case .eventReorder:
            make(kind, .occasion, "a private event comes behind the one that follows it")
        case .eventSilence:
            make(kind, .state, "no private events come")
        case .tokenExpiry:
            make(kind, .occasion, "Kraken's tokens end; Binance ends subscriptions to private events, and says so")
        case .keyRevoked:
            make(kind, .state, "no API key is known any more")
        default:
            make(kind, .occasion, "every connection and session ends; market, orders and balances stay")
        }
    }
}
