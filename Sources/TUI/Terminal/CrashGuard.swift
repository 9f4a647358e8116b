import CTerminal
import Glibc

/// Restores the terminal when the process crashes, in a handler that Swift code could not safely be.
enum CrashGuard {
    /// Whether a crash has restored the terminal: nothing may be drawn any more.
    static var hasFired: Bool { cterminal_has_fired() != 0 }

    /// Makes the handler ready.
    static func arm(terminal: Int32, modes: termios, leave: [UInt8], errors: borrowing ErrorKeeper) {
        var rescue = cterminal_rescue()
        rescue.terminal = terminal
        rescue.modes = modes
        rescue.errors = errors.original
        rescue.kept = errors.kept
        unsafe withUnsafeMutableBytes(of: &rescue.leave) { room in
            let count = min(leave.count, room.count)
            unsafe room.copyBytes(from: leave.prefix(count))
        }
        rescue.leave_length = min(leave.count, MemoryLayout.size(ofValue: rescue.leave))
        unsafe cterminal_arm(&rescue)
    }

    /// Takes the handler away.
    static func disarm() {
        cterminal_disarm()
    }
}
