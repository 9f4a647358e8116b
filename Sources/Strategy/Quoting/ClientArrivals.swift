import Books

/// The clients that come across the spread: about every second one may come, and the share of seconds is drawn.
struct ClientArrivals: Sendable {
    /// The side of the client that waits to be quoted; nil for none.
    private(set) var waiting: Side?

    private var next: MonotonicTime?

    /// Nobody there.
    init() {}

    /// When the next one may come; nil while nobody is waited for.
    var deadline: MonotonicTime? { next }

    /// Lets a client come with the chance `share` where a second is over.
    mutating func step(at now: MonotonicTime, share: Double, random: inout SeededRandom) {
        guard let due = next, now >= due else {
            next = next ?? now + RequotePolicy.draw(around: RequotePolicy.usual, random: &random)
            return
        }
        next = now + RequotePolicy.draw(around: RequotePolicy.usual, random: &random)
        // Both draws in every case, so that a change of the share changes nothing else.
        let comes = Double.random(in: 0..<1, using: &random) < share
        let side: Side = random.next() & 1 == 0 ? .bid : .ask
        if comes { waiting = side }
    }

    /// Notes that the client was quoted.
    mutating func serve() {
        waiting = nil
    }

    /// Lets nobody wait, and nobody come before a second of quoting is over.
    mutating func forget() {
        self = ClientArrivals()
    }
}
