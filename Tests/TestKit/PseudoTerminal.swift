import CTestKit
import Foundation
public import TUI

/// A terminal for tests: what a program writes to its one end is read at the other (pty(7)).
public final class PseudoTerminal: Sendable {
    /// The terminal emulator's end; does not block.
    public let controller: Int32
    /// The program's end.
    public let device: Int32

    /// A new terminal of `size`.
    public init(size: ScreenSize) throws {
        var ends: (controller: Int32, device: Int32) = (-1, -1)
        try Self.check(
            unsafe ctestkit_open_terminal(
                UInt16(size.columns),
                UInt16(size.rows),
                &ends.controller,
                &ends.device
            ) == 0
        )
        (controller, device) = ends
    }

    deinit {
        close(controller)
        close(device)
    }

    /// Where the program's end can be opened again.
    public var path: String {
        get throws {
            var name = [CChar](repeating: 0, count: 128)
            try Self.check(unsafe ttyname_r(device, &name, name.count) == 0)
            return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// Gives it another size; the program learns of it by a signal alone.
    public func resize(_ size: ScreenSize) throws {
        try Self.check(ctestkit_resize_terminal(controller, UInt16(size.columns), UInt16(size.rows)) == 0)
    }

    /// Closes the emulator's end, as a closed window does.
    public func hangUp() throws {
        // Another file in its place, so that the number stays taken until the end.
        let nothing = unsafe open("/dev/null", O_RDWR)
        defer { close(nothing) }
        try Self.check(nothing >= 0 && dup2(nothing, controller) >= 0)
    }

    /// How many bytes the program has written that nobody has read.
    public var unreadCount: Int {
        Int(ctestkit_readable(controller))
    }

    /// The terminal's modes, to compare.
    public func modes() throws -> [UInt32] {
        var modes = termios()
        try Self.check(unsafe tcgetattr(device, &modes) == 0)
        let characters = unsafe withUnsafeBytes(of: modes.c_cc) { unsafe $0.map { UInt32($0) } }
        return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag] + characters
    }

    /// What the program has written since the last call.
    public func read() -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = unsafe Foundation.read(controller, &buffer, buffer.count)
            guard count > 0 else { return result }
            result += buffer[..<count]
        }
    }

    /// Types a text.
    public func type(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        let deadline = Date(timeIntervalSinceNow: 10)
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe write(controller, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else {
                // The program has to read first: what a terminal keeps for it is bounded.
                try Self.check(errno == EAGAIN && Date() < deadline)
                var ready = pollfd(fd: controller, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&ready, 1, 20)
            }
        }
    }

    private static func check(_ success: Bool) throws {
        guard success else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
}
