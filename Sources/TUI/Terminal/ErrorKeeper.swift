import CLinux
import Glibc

/// Keeps what is written to standard error aside while the terminal shows frames, and hands it over in the end.
///
/// A message between two frames would be overwritten, and one on the alternate screen is gone when it closes: the
/// runtime's "Fatal error" would never be read.
struct ErrorKeeper: ~Copyable {
    /// Where standard error was, if it was a terminal.
    let original: Int32
    /// The file that it is kept in.
    let kept: Int32

    private let errors: Int32

    /// Keeps what is written to `errors` aside, unless it goes somewhere else than to a terminal.
    init(_ errors: Int32) {
        self.errors = errors
        guard isatty(errors) == 1 else {
            (original, kept) = (-1, -1)
            return
        }
        let kept = unsafe clinux_memfd("rung-errors")
        let original = kept >= 0 ? dup(errors) : -1
        guard original >= 0, dup2(kept, errors) >= 0 else {
            // Without room for two descriptors, messages go where they went before.
            if kept >= 0 { Glibc.close(kept) }
            (self.original, self.kept) = (-1, -1)
            return
        }
        (self.original, self.kept) = (original, kept)
    }

    /// Gives standard error back and returns what was kept.
    consuming func giveBack() -> [UInt8] {
        guard original >= 0 else { return [] }
        dup2(original, errors)
        let count = max(Int(lseek(kept, 0, SEEK_END)), 0)
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(unsafe pread(kept, buffer.baseAddress, count, 0), 0)
        }
    }

    deinit {
        if original >= 0 {
            Glibc.close(original)
            Glibc.close(kept)
        }
    }
}
