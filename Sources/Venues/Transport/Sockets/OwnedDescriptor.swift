import Glibc

/// A file descriptor that is closed with this value.
struct OwnedDescriptor: ~Copyable {
    /// The descriptor, for calls that borrow it.
    let number: Int32

    /// Takes over `number`.
    init(_ number: Int32) {
        self.number = number
    }

    /// Gives the descriptor away: who has its number now closes it.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    deinit {
        // Nothing can be done about a failure, and Linux has released the number in every case (close(2)).
        _ = Glibc.close(number)
    }
}
