/// The one table of all faults: what each does, at which venues, and which parameter it has.
public enum FaultTable {
    /// How a fault ends.
    public enum Extent: Sendable {
        /// It acts on occasions, once unless told otherwise.
        case occasion
        /// It acts on every request while it is on.
        case requests
        /// It is a state: on or off.
        case state
    }

    /// What a fault's own parameter is called, means, and is if it is not given.
    public struct Parameter: Sendable {
        /// The word before `=`.
        public let name: String
        /// What stands behind `=`.
        public let meaning: String
        /// What holds where it is not given.
        public let standard: String
    }

    /// One fault.
    public struct Row: Sendable {
        /// Which fault.
        public let kind: FaultKind
        /// The venues that can play it.
        public let venues: [ExchangeVenue]
        /// How it ends.
        public let extent: Extent
        /// Its own parameter, beside `for`, `times` and `on`.
        public let parameter: Parameter?
        /// What it does, in a sentence.
        public let summary: String
    }

    /// All faults in the order in which they are listed.
    public static let rows: [Row] = FaultKind.allCases.map(row)

    /// The row of a fault.
    public static func row(_ kind: FaultKind) -> Row {
        switch kind {
        case .refuse, .slowTLS, .close, .reset, .halfOpen, .halfFrame, .oversized: connection(kind)
        case .gap, .duplicate, .reorder, .checksum, .wrongTop, .crossed, .corrupt: message(kind)
        case .staleSnapshot, .snapshotError, .rateLimit, .ban: request(kind)
        case .maintenance, .shutdown, .skew, .burst, .delay, .quiet: venue(kind)
        case .apart, .emptySide: market(kind)
        case .loseAnswer, .answerDelay, .duplicateAnswer, .dropRequest, .cutBefore, .cutAfter, .orderDelay,
            .orderTimeout, .orderFailure, .reject, .orderLimit:
            order(kind)
        case .firewall, .queryLag, .eventGap, .eventDuplicate, .eventReorder, .eventSilence, .tokenExpiry, .keyRevoked,
            .restart:
            account(kind)
        }
    }

    static func make(
        _ kind: FaultKind,
        _ extent: Extent,
        _ summary: String,
        _ parameter: Parameter? = nil,
        at venues: [ExchangeVenue] = ExchangeVenue.allCases
    ) -> Row {
        Row(kind: kind, venues: venues, extent: extent, parameter: parameter, summary: summary)
    }

    private static func connection(_ kind: FaultKind) -> Row {
        switch kind {
        case .refuse:
            make(kind, .state, "the port is closed: connections are reset and new ones refused")
        case .slowTLS:
            make(
                kind,
                .state,
                "a new connection waits before its TLS handshake",
                Parameter(name: "by", meaning: "how long", standard: "5s")
            )
        case .close:
            make(
                kind,
                .occasion,
                "WebSockets are closed in order",
                Parameter(name: "code", meaning: "the close code", standard: "1001")
            )
        case .reset:
            make(kind, .occasion, "WebSockets are reset (TCP RST)")
        case .halfOpen:
            make(
                kind,
                .occasion,
                "nothing more comes from the open WebSockets, not even their end; what is sent there is read"
            )
        case .halfFrame:
            make(kind, .occasion, "half a book message, then the end of the connection without a close frame")
        default:
            make(
                kind,
                .occasion,
                "the beginning of a frame that claims to be huge, then nothing",
                Parameter(name: "bytes", meaning: "the length that it claims", standard: "1000000000")
            )
        }
    }

    private static func message(_ kind: FaultKind) -> Row {
        switch kind {
        case .gap:
            make(kind, .occasion, "a book message is left out")
        case .duplicate:
            make(kind, .occasion, "a book message comes twice")
        case .reorder:
            make(kind, .occasion, "a book message comes behind the one that follows it")
        case .checksum:
            make(kind, .occasion, "a book message carries a wrong checksum", at: [.kraken])
        case .wrongTop:
            make(kind, .occasion, "bookTicker states a best bid that is not in the book", at: [.binance])
        case .crossed:
            make(kind, .occasion, "a book message sets a bid above the best ask; the checksum fits it")
        default:
            make(
                kind,
                .occasion,
                "a book message is damaged",
                Parameter(
                    name: "form",
                    meaning: CorruptForm.allCases.map(\.rawValue).joined(separator: ", ")
                        + ", or any: one after the other",
                    standard: "any"
                )
            )
        }
    }

    private static func request(_ kind: FaultKind) -> Row {
        switch kind {
        case .staleSnapshot:
            make(kind, .requests, "snapshots show the book as it was when the fault was switched on")
        case .snapshotError:
            make(
                kind,
                .requests,
                "Binance answers depth requests with an error, Kraken refuses book subscriptions",
                Parameter(name: "status", meaning: "Binance's HTTP status", standard: "503")
            )
        case .rateLimit:
            make(
                kind,
                .requests,
                "Binance answers REST requests, Kraken upgrades with 429 and Retry-After",
                Parameter(name: "retry", meaning: "the time in Retry-After", standard: "5s")
            )
        default:
            make(
                kind,
                .requests,
                "WebSockets are closed; Binance answers everything with 418, Kraken upgrades with 403, and Retry-After",
                Parameter(name: "retry", meaning: "the time in Retry-After", standard: "120s")
            )
        }
    }

    private static func venue(_ kind: FaultKind) -> Row {
        switch kind {
        case .maintenance:
            make(
                kind,
                .state,
                "Kraken's status says so, at Binance exchangeInfo and the system status alone; the market stands still "
                    + "unless cancel-only",
                Parameter(name: "mode", meaning: "maintenance or cancel-only", standard: "maintenance")
            )
        case .shutdown:
            make(
                kind,
                .occasion,
                "Binance sends serverShutdown, Kraken the status maintenance; then WebSockets are closed",
                Parameter(name: "lead", meaning: "the time between the two", standard: "5s")
            )
        case .skew:
            make(
                kind,
                .state,
                "the exchange's clock is wrong",
                Parameter(name: "by", meaning: "how far it is ahead; below zero behind", standard: "5s")
            )
        case .burst:
            make(
                kind,
                .state,
                "every change of the book brings more behind it, all of them real",
                Parameter(name: "factor", meaning: "how many there are for one", standard: "100")
            )
        case .delay:
            make(
                kind,
                .state,
                "messages come late, as over a slow path",
                Parameter(name: "by", meaning: "how late", standard: "1s")
            )
        default:
            make(kind, .state, "nothing happens on the market; what had happened comes as one change at the end")
        }
    }
}
