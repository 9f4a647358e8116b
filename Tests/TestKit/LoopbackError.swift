/// Why a socket of a test failed.
public struct LoopbackError: Error, Sendable, CustomStringConvertible {
    public let description: String

    /// The call that failed, and with which error number.
    init(_ call: String, _ number: Int32) {
        description = "\(call) failed with error number \(number)"
    }
}
