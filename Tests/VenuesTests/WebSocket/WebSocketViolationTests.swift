import TestKit
import Testing
import Venues

/// Every rule of RFC 6455 that a peer can break.
@Suite("WebSocket codec: violations")
struct WebSocketViolationTests {
    /// A broken rule: the frames that break it, and what is heard after a good message before them.
    struct Case: CustomTestStringConvertible, Sendable {
        let violation: WebSocketViolation
        let closeCode: UInt16
        let frames: [PlainFrame]

        init(_ violation: WebSocketViolation, _ closeCode: UInt16, _ frames: PlainFrame...) {
            self.violation = violation
            self.closeCode = closeCode
            self.frames = frames
        }

        var testDescription: String { violation.message }
    }

    static let limit = 1000
    static let cases: [Case] =
        [
            Case(.reservedBits, 1002, PlainFrame(reserved: 1, opcode: 1)),
            Case(.reservedBits, 1002, PlainFrame(reserved: 2, opcode: 2)),
            Case(.reservedBits, 1002, PlainFrame(reserved: 4, opcode: 9)),
            Case(.fragmentedControlFrame, 1002, PlainFrame(isFinal: false, opcode: 9)),
            Case(.longControlFrame, 1002, PlainFrame(opcode: 10, payload: [UInt8](repeating: 0, count: 126))),
            Case(
                .paddedLength,
                1002,
                PlainFrame(opcode: 1, lengthForm: .two, payload: [UInt8](repeating: 65, count: 125))
            ),
            Case(.paddedLength, 1002, PlainFrame(opcode: 1, lengthForm: .eight)),
            Case(
                .paddedLength,
                1002,
                PlainFrame(opcode: 2, lengthForm: .eight, payload: [UInt8](repeating: 0, count: 65535))
            ),
            Case(.nothingToContinue, 1002, PlainFrame(opcode: 0)),
            Case(.unfinishedMessage, 1002, PlainFrame(isFinal: false, opcode: 1), PlainFrame(opcode: 1)),
            Case(
                .unfinishedMessage,
                1002,
                PlainFrame(isFinal: false, opcode: 2),
                PlainFrame(isFinal: false, opcode: 2)
            ),
            Case(.invalidText, 1007, PlainFrame(opcode: 1, payload: [0xC3])),
            // A character may be cut by the end of a fragment, but not by the end of the message.
            Case(
                .invalidText,
                1007,
                PlainFrame(isFinal: false, opcode: 1, payload: [0xE2, 0x82]),
                PlainFrame(opcode: 0, payload: [0x41])
            ),
            Case(.truncatedCloseCode, 1002, PlainFrame(opcode: 8, payload: [0x03])),
            Case(.invalidCloseCode(1005), 1002, PlainFrame(opcode: 8, payload: [0x03, 0xED])),
            Case(.invalidCloseReason, 1007, PlainFrame(opcode: 8, payload: [0x03, 0xE8, 0xFF])),
            Case(
                .messageTooLong(limit: limit),
                1009,
                PlainFrame(opcode: 2, payload: [UInt8](repeating: 0, count: 1001))
            ),
            Case(
                .messageTooLong(limit: limit),
                1009,
                PlainFrame(isFinal: false, opcode: 2, payload: [UInt8](repeating: 0, count: 600)),
                PlainFrame(opcode: 0, payload: [UInt8](repeating: 0, count: 401))
            ),
        ] + [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map { Case(.reservedOpcode($0), 1002, PlainFrame(opcode: $0)) }

    @Test("A broken rule is heard once, after what was right before it", arguments: cases)
    func violation(broken: Case) {
        for role in [WebSocketRole.client, .server] {
            let good = PlainFrame(opcode: 1, payload: [65]).sent(by: role.peer)
            let bytes = good + broken.frames.flatMap { $0.sent(by: role.peer) } + good
            let heard = WebSocketCodec.hear(bytes, as: role, limits: WebSocketLimits(maximumMessageBytes: Self.limit))
            #expect(heard == [.text("A"), .violation(broken.violation)])
        }
        #expect(broken.violation.closeCode == broken.closeCode)
    }

    @Test("A frame with a mask is refused by a client, one without by a server")
    func masks() {
        let frame = PlainFrame(opcode: 2, payload: [1, 2, 3])
        #expect(WebSocketCodec.hear(frame.sent(by: .client), as: .client) == [.violation(.masked)])
        #expect(WebSocketCodec.hear(frame.sent(by: .server), as: .server) == [.violation(.unmasked)])
        #expect(WebSocketViolation.masked.closeCode == 1002)
        #expect(WebSocketViolation.unmasked.closeCode == 1002)
    }

    @Test("A length with its top bit set is refused, and one just below it is merely too long")
    func hugeLengths() {
        let limits = WebSocketLimits(maximumMessageBytes: 16)
        let ones = [UInt8](repeating: 0xFF, count: 7)
        #expect(WebSocketCodec.hear([0x82, 0x7F, 0xFF] + ones, as: .client) == [.violation(.negativeLength)])
        #expect(
            WebSocketCodec.hear([0x82, 0x7F, 0x7F] + ones, as: .client, limits: limits)
                == [.violation(.messageTooLong(limit: 16))]
        )
    }

    @Test("A message of exactly the limit is accepted, in one frame or in several, whatever a ping between them has")
    func exactLimit() {
        let limits = WebSocketLimits(maximumMessageBytes: 10)
        let whole = PlainFrame(opcode: 2, payload: [UInt8](0..<10)).bytes
        let pieces = [
            PlainFrame(isFinal: false, opcode: 2, payload: [UInt8](0..<6)),
            PlainFrame(opcode: 9, payload: [UInt8](0..<100)),
            PlainFrame(opcode: 0, payload: [UInt8](6..<10)),
        ]
        let heard = WebSocketCodec.hear(whole + pieces.flatMap(\.bytes) + whole, as: .client, limits: limits)
        #expect(
            heard == [
                .binary([UInt8](0..<10)), .ping([UInt8](0..<100)), .binary([UInt8](0..<10)),
                .binary([UInt8](0..<10)),
            ]
        )
    }

    @Test("A message that is announced as too long is refused before its payload comes")
    func refusedEarly() {
        let header = PlainFrame(opcode: 2, payload: [UInt8](repeating: 0, count: 70000)).bytes.prefix(10)
        let heard = WebSocketCodec.hear(
            [UInt8](header),
            as: .client,
            limits: WebSocketLimits(maximumMessageBytes: 69999)
        )
        #expect(heard == [.violation(.messageTooLong(limit: 69999))])
    }

    @Test("Every violation's sentence fits a close frame", arguments: cases)
    func sentences(broken: Case) {
        #expect((1...123).contains(broken.violation.message.utf8.count))
    }
}
