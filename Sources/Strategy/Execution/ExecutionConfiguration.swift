public import Books

/// How matches are executed.
public struct ExecutionConfiguration: Sendable, Hashable {
    /// The start of the console that orders are named after.
    public var epoch: UInt32
    /// How each venue bounds the life of a request, by slot.
    public var fences: [FenceRule]
    /// Whether child orders are held so that all arrive together (``ArrivalSchedule``).
    public var synchronisesArrival = false
    /// After how long without an answer an order is in doubt.
    public var answerTime = TimeSpan.seconds(2)
    /// How often the rest of a match is routed again, and how long after its children ended.
    public var reroutes = 2
    /// How long after its children ended the rest of a match may be routed again.
    public var rerouteSpan = TimeSpan.seconds(1)
    /// How long what a child took stays claimed after its end: until the book's update shows it.
    public var claimSpan = TimeSpan.milliseconds(250)
    /// How long a quote is not matched again after the gate refused all of its orders.
    public var refusalSpan = TimeSpan.milliseconds(500)
    /// How long a closed order stays in memory at least, for late fills.
    public var memory = TimeSpan.seconds(3_600)

    /// The defaults for a start of the console and its venues.
    public init(epoch: UInt32, fences: [FenceRule]) {
        self.epoch = epoch
        self.fences = fences
    }
}
