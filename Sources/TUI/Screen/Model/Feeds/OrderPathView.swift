public import Books

/// What limits the way for orders to one venue besides its gate.
public struct OrderPathView: Sendable, Hashable {
    /// How many messages may be sent now, by our count or the venue's, whichever is less.
    public var messages: Int64
    /// How many there are when none was sent for a while.
    public var messageLimit: Int64
    /// How many of them only cancellations and questions may use.
    public var messagesKept: Int64
    /// How far the venue's clock, by which it checks our requests, may be from what we think; nothing before it was measured.
    public var clockError: TimeSpan?
    /// How long ago that was measured.
    public var clockAge: TimeSpan?

    /// Limits of a way.
    public init(
        messages: Int64,
        messageLimit: Int64,
        messagesKept: Int64,
        clockError: TimeSpan? = nil,
        clockAge: TimeSpan? = nil
    ) {
        self.messages = messages
        self.messageLimit = messageLimit
        self.messagesKept = messagesKept
        self.clockError = clockError
        self.clockAge = clockAge
    }
}
