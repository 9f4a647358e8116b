public import Recording

/// How a recording is getting on.
public struct CaptureStatus: Sendable, Equatable {
    /// What was recorded.
    public var tally = CaptureTally()
    /// The number of the segment that is being written.
    public var segment: UInt32 = 1
    /// How many records were lost, those included for which the hole is not written yet.
    public var lost = 0
    /// Why the recording has stopped by itself; nil while it has not.
    public var failure: CaptureError?
    /// Whether it has ended, in good order or not.
    public var hasEnded = false
}
