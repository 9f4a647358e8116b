import TestKit

/// Which faults a seed switches on, and how often each strikes: once in so many messages, ticks or requests; 0 never.
///
/// Each class of faults is on with probability one half, its rate drawn evenly among powers of two, so that seeds differ
/// in kind and not only in the order of events.
struct FaultPlan {
    // Once in so many messages from the venue.
    var gap = 0
    var duplicate = 0
    var reorder = 0
    var corrupt = 0
    var wrongChecksum = 0
    var cutFrame = 0
    // Once in so many ticks of a tenth of a second.
    var reset = 0
    var halfOpen = 0
    var stall = 0
    var refuse = 0
    var shutdownNotice = 0
    var maintenance = 0
    var restart = 0
    var clockStep = 0
    // Once in so many requests.
    var requestError = 0
    var staleSnapshot = 0

    /// No faults.
    init() {}

    /// The faults of a seed.
    init(_ generator: inout SplitMix64) {
        let messages: [WritableKeyPath<FaultPlan, Int>] = [
            \.gap, \.duplicate, \.reorder, \.corrupt, \.wrongChecksum, \.cutFrame,
        ]
        let ticks: [WritableKeyPath<FaultPlan, Int>] = [
            \.reset, \.halfOpen, \.stall, \.refuse, \.shutdownNotice, \.maintenance, \.restart, \.clockStep,
        ]
        for path in messages where generator.oneIn(2) { self[keyPath: path] = 1 << generator.pick(4...10) }
        for path in ticks where generator.oneIn(2) { self[keyPath: path] = 1 << generator.pick(4...8) }
        for path in [\FaultPlan.requestError, \.staleSnapshot] where generator.oneIn(2) {
            self[keyPath: path] = 1 << generator.pick(0...4)
        }
    }
}
