internal import Books

/// The checks of one order that failed so far.
struct RiskFindings {
    private(set) var refusals: [RiskRefusal] = []
    private let venue: VenueID

    init(_ venue: VenueID) {
        self.venue = venue
    }

    /// Fails the check `code` unless `holds`.
    mutating func check(_ holds: Bool, _ code: RiskCode) {
        if !holds { refusals.append(RiskRefusal(code, venue)) }
    }

    /// Fails the check `code` for a measure beyond its bound.
    mutating func fail(_ code: RiskCode, value: Int128, bound: Int128) {
        refusals.append(RiskRefusal(code, venue, value: value, bound: bound))
    }

    /// Fails the check `code` if `value` is more than `bound`.
    mutating func check(_ value: Int128, atMost bound: Int128, _ code: RiskCode) {
        if value > bound { fail(code, value: value, bound: bound) }
    }

    /// Fails the check `code` if `value` is not known or more than `bound`.
    mutating func check(_ value: Int128?, atMost bound: Int128?, _ code: RiskCode) {
        guard let value, let bound else {
            refusals.append(RiskRefusal(code, venue))
            return
        }
        check(value, atMost: bound, code)
    }

    /// Fails the check `code` if `span` is longer than `bound`.
    mutating func check(_ span: TimeSpan, atMost bound: TimeSpan, _ code: RiskCode) {
        check(Int128(span.nanoseconds), atMost: Int128(bound.nanoseconds), code)
    }
}
