import Glibc
import Runtime
import Threads

/// Starts the sentinel: this program once more, as a process of its own.
enum SentinelProcess {
    /// Starts one and hands over what it needs; nil where that fails.
    static func start(_ handover: SentinelHandover) -> SentinelLine.Child? {
        guard let child = ChildProcess.startOurselves([SentinelCommand.name]) else { return nil }
        guard handover.write(to: child.descriptor) else {
            // It ends by itself when its pipe does.
            close(child.descriptor)
            return nil
        }
        return SentinelLine.Child(process: child.process, descriptor: child.descriptor)
    }
}
