/// What happens to one book message on its way to the clients.
struct BookTampering: Sendable {
    /// Whom it meets.
    let scope: FaultScope
    /// What is done.
    let act: Act

    /// What can be done to a message.
    enum Act: Sendable {
        /// Nothing.
        case pass
        /// It is not sent.
        case leaveOut
        /// It is sent twice.
        case double
        /// It is sent behind the next one.
        case swap
        /// Half of it is sent, and the connection ends.
        case breakOff
        /// It claims to be so many bytes, and nothing follows.
        case inflate(Int)
        /// It is damaged.
        case damage(CorruptForm)
    }

    /// Nothing happens.
    static let none = BookTampering(scope: .all, act: .pass)
}
