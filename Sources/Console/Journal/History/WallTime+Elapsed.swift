import Books

extension WallTime {
    /// The time that passed since `earlier`, held at the longest span: a venue's stamp may be anything.
    func elapsed(since earlier: WallTime) -> TimeSpan {
        TimeSpan(nanoseconds: Int64(clamping: Int128(nanoseconds) - Int128(earlier.nanoseconds)))
    }
}
