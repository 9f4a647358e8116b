/// One record of a recording.
public struct RecordedMessage: Sendable, Equatable {
    /// What the record is.
    public enum Kind: Sendable, Equatable {
        /// A message that came over the stream.
        case streamed
        /// The body of a REST answer; empty address where the format does not keep it.
        case answered(address: String)
        /// A message that the recording client sent.
        case sent(address: String)
        /// The connection was opened.
        case opened(address: String)
    }

    /// The number of the line, or of the frame, counted from 1 in the decompressed file.
    public var line: Int
    /// When it was received, in ns.
    ///
    /// Of the calendar or of a steady clock, as the recorder had it.
    public var time: Int64
    /// What the record is.
    public var kind: Kind
    /// The bytes as received.
    public var payload: [UInt8]

    /// A record with all its parts.
    public init(line: Int, time: Int64, kind: Kind, payload: [UInt8]) {
        self.line = line
        self.time = time
        self.kind = kind
        self.payload = payload
    }
}
