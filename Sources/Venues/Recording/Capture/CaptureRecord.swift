public import Books

/// One record of rung's own recordings: something that a feed received, sent or met, with both receive times.
public struct CaptureRecord: Sendable, Equatable {
    /// What the record is; the number is the one in the file.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// What the recording is about, as JSON; the first record of every segment.
        case description = 0
        /// A feed began to open a connection; the payload is the address.
        case opening = 1
        /// The connection is there; the payload is the address.
        case opened = 2
        /// The connection did not come about, or broke; the payload is a sentence.
        case failed = 3
        /// The venue closed the connection; the payload is its code and words.
        case closedByVenue = 4
        /// The feed gave the connection up.
        case closed = 5
        /// A text message came; the payload is its bytes, frames joined and unmasked.
        case text = 6
        /// A binary message came; the payload is its bytes.
        case binary = 7
        /// A ping or a pong came.
        case control = 8
        /// The feed sent a text message; the payload is its bytes.
        case sent = 9
        /// The feed asked by REST; the payload is a line: the method and the address.
        case asked = 10
        /// A REST answer came; the payload is that line, CR LF, and the HTTP answer: status line, headers, body.
        case answered = 11
        /// A REST request failed; the payload is that line, CR LF, and a sentence.
        case unanswered = 12
        /// Records of this venue were lost here, because the recording could not keep up.
        ///
        /// The payload is their number and their bytes, each as eight bytes, the lowest first.
        case hole = 13
        /// The segment ends here in good order; the payload is one byte: 1 if the recording ends with it, else 0.
        case end = 14

        /// Whether somebody else said it: a message of the stream or an answer.
        public var isReceived: Bool {
            switch self {
            case .text, .binary, .control, .answered: true
            case .description, .opening, .opened, .failed, .closedByVenue, .closed, .sent, .asked, .unanswered, .hole,
                .end:
                false
            }
        }
    }

    /// What the record is.
    public var kind: Kind
    /// The slot of the venue in the recording's description.
    public var slot: UInt8
    /// The number of the connection, counted from 1 by venue; for what goes by REST, of that which asked.
    public var number: UInt32
    /// When it was read, by the recorder's steady clock.
    public var time: MonotonicTime
    /// When it was read, by the recorder's calendar.
    public var wallTime: WallTime
    /// The bytes, whose meaning the kind says.
    public var payload: [UInt8]

    /// A record with all its parts.
    public init(
        _ kind: Kind,
        slot: UInt8,
        number: UInt32,
        time: MonotonicTime,
        wallTime: WallTime,
        payload: [UInt8]
    ) {
        self.kind = kind
        self.slot = slot
        self.number = number
        self.time = time
        self.wallTime = wallTime
        self.payload = payload
    }

    /// A record to read into.
    public init() {
        let zero = MonotonicTime(nanoseconds: 0)
        self.init(.end, slot: 0, number: 0, time: zero, wallTime: WallTime(nanoseconds: 0), payload: [])
    }
}
