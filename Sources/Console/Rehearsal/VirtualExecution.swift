public import Books
public import Venues

/// An execution client's machine, whatever its venue.
public protocol VirtualExecution: Sendable {
    /// When ``ExecutionInput/deadlineReached`` is due, if nothing else happens before.
    var deadline: MonotonicTime? { get }

    /// Takes an input in.
    mutating func handle(_ input: ExecutionInput, at now: ClockReading, into effects: inout ExecutionEffects)

    /// Takes one whole text message of the private stream in.
    mutating func receive(_ message: Span<UInt8>, at now: ClockReading, into effects: inout ExecutionEffects)
}

extension ExecutionMachine: VirtualExecution {}
