/// A WebSocket connection's bytes turned into messages and back, for either role (RFC 6455), without extensions.
///
/// It performs no IO. The owner appends what arrives to ``input`` and asks ``next()`` until there is nothing more;
/// what is to be sent is encoded into a buffer of the owner's. A message that arrives in one frame is read where it
/// arrived, without a copy. Nothing that a peer sends can trap it: what breaks the protocol is an event.
///
/// Inputs and outputs keep their capacity, so a connection that has seen its longest message allocates no more.
public struct WebSocketCodec: ~Copyable, Sendable {
    /// The bytes that have arrived and are not yet dealt with.
    ///
    /// Append to it and do nothing else with it; ``next()`` removes what it has used.
    public var input: [UInt8] = []

    /// Whether the peer can say nothing more: it has closed the connection or broken the protocol.
    public private(set) var isInputOver = false

    /// Whether a close frame has been encoded; nothing is encoded after it (section 5.5.1).
    public internal(set) var isOutputOver = false

    let role: WebSocketRole
    let limits: WebSocketLimits
    var masks: WebSocketMaskGenerator

    /// How many bytes of the input are used.
    private var used = 0
    /// The fragments of the message that has begun.
    private var fragments: [UInt8] = []
    /// What the message that has begun is; `nil` between messages.
    private var fragmentedKind: WebSocketOpcode?
    private var payload = Payload.none

    /// Where the payload of the last event is.
    private enum Payload {
        /// There is none.
        case none
        /// In the input, where it arrived. Can move to: any, with the next event.
        case input(Range<Int>)
        /// In the joined fragments. Can move to: any, with the next event.
        case fragments
    }

    /// A codec for a connection that has just been upgraded.
    ///
    /// `maskSeed` is drawn anew for every connection by a client; a server has no use for it.
    public init(role: WebSocketRole, limits: WebSocketLimits = WebSocketLimits(), maskSeed: UInt64) {
        self.role = role
        self.limits = limits
        masks = WebSocketMaskGenerator(seed: maskSeed)
    }

    /// The next thing that the peer said; `nil` where more bytes are needed.
    public mutating func next() -> WebSocketEvent? {
        payload = .none
        guard !isInputOver else {
            input.removeAll(keepingCapacity: true)
            return nil
        }
        do throws(WebSocketViolation) {
            while let frame = try nextFrame() {
                if let event = try handle(frame.header, frame.payload) { return event }
            }
            reclaim()
            return nil
        } catch {
            end()
            return .violation(error)
        }
    }

    /// Hands `body` the payload of the last event, which is empty after a violation.
    ///
    /// It lies where it arrived: it is gone once the next event has been asked for.
    public func withPayload<Result, Failure>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch payload {
        case .none: try body(input.span.extracting(0..<0))
        case .input(let range): try body(input.span.extracting(range))
        case .fragments: try body(fragments.span)
        }
    }

    // MARK: - Frames

    /// Takes the next frame, unmasked, from the input; `nil` while bytes of it are missing.
    private mutating func nextFrame() throws(WebSocketViolation) -> (header: WebSocketFrameHeader, payload: Range<Int>)?
    {
        guard let header = try WebSocketFrameHeader.parse(input.span, at: used, from: role.peer) else { return nil }
        try check(header)
        // Bounded: the check has held the length against a limit that is far below the end of Int.
        let start = used + header.byteCount
        let end = start + Int(header.payloadBytes)
        guard end <= input.count else { return nil }
        if let mask = header.mask { WebSocketMask.apply(mask, to: &input, in: start..<end) }
        used = end
        return (header, start..<end)
    }

    /// Checks what depends on the frames before: the order of fragments and the length of the message.
    private func check(_ header: WebSocketFrameHeader) throws(WebSocketViolation) {
        guard !header.opcode.isControl else { return }
        if header.opcode == .continuation {
            guard fragmentedKind != nil else { throw .nothingToContinue }
        } else {
            guard fragmentedKind == nil else { throw .unfinishedMessage }
        }
        let room = limits.maximumMessageBytes - (fragmentedKind == nil ? 0 : fragments.count)
        guard header.payloadBytes <= UInt64(room) else { throw .messageTooLong(limit: limits.maximumMessageBytes) }
    }

    /// What the frame says; `nil` for a fragment after which more come.
    private mutating func handle(
        _ header: WebSocketFrameHeader,
        _ range: Range<Int>
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        switch header.opcode {
        case .ping:
            payload = .input(range)
            return .ping
        case .pong:
            payload = .input(range)
            return .pong
        case .close:
            return try handleClose(range)
        case .text, .binary:
            guard header.isFinal else {
                fragmentedKind = header.opcode
                fragments.removeAll(keepingCapacity: true)
                fragments.append(contentsOf: input[range])
                return nil
            }
            payload = .input(range)
            return try message(header.opcode)
        case .continuation:
            fragments.append(contentsOf: input[range])
            guard header.isFinal, let kind = fragmentedKind else { return nil }
            fragmentedKind = nil
            payload = .fragments
            return try message(kind)
        }
    }

    /// The event of a whole message of `kind`, whose payload is in place.
    private func message(_ kind: WebSocketOpcode) throws(WebSocketViolation) -> WebSocketEvent {
        guard kind == .text else { return .binary }
        guard withPayload({ Self.isUTF8($0) }) else { throw .invalidText }
        return .text
    }

    /// Reads a close frame (section 5.5.1), after which the peer says nothing more.
    private mutating func handleClose(_ range: Range<Int>) throws(WebSocketViolation) -> WebSocketEvent {
        guard !range.isEmpty else {
            end()
            return .close(code: nil, reason: "")
        }
        guard range.count >= 2 else { throw .truncatedCloseCode }
        let code = UInt16(input[range.lowerBound]) << 8 | UInt16(input[range.lowerBound + 1])
        guard WebSocketCloseCode.maySend(code) else { throw .invalidCloseCode(code) }
        let reason = range.lowerBound + 2..<range.upperBound
        guard Self.isUTF8(input.span.extracting(reason)) else { throw .invalidCloseReason }
        let text = String(decoding: input[reason], as: UTF8.self)
        end()
        return .close(code: code, reason: text)
    }

    // MARK: - Memory

    /// Removes the used bytes from the input, once there is nothing more to hear.
    ///
    /// What is left then is a part of one frame, so a byte is moved at most once, however the stream is cut into
    /// reads.
    private mutating func reclaim() {
        guard used > 0 else { return }
        input.removeSubrange(0..<used)
        used = 0
    }

    /// Drops the input for good.
    private mutating func end() {
        isInputOver = true
        payload = .none
        input.removeAll(keepingCapacity: true)
        used = 0
    }

    private static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes)
            return true
        } catch {
            return false
        }
    }
}
