import CMallocCount

/// How many blocks the calling thread asks the heap for while something is done.
struct HeapCount {
    private(set) var blocks: UInt64 = 0

    static var isOn: Bool { cmalloccount_is_on() }

    /// Does `body` and adds what it asks for.
    mutating func during(_ body: () -> Void) {
        let before = cmalloccount_of_thread()
        body()
        blocks += cmalloccount_of_thread() - before
    }
}
