/// What one non-blocking read or write has brought.
enum SocketStep: Equatable {
    /// That many bytes moved.
    case moved(Int)
    /// It can go on when the socket is readable.
    case wantsReading
    /// It can go on when the socket is writable.
    case wantsWriting
    /// The peer has ended its side in order.
    case ended
    /// The connection is broken, for this reason.
    case failed(String)
}
