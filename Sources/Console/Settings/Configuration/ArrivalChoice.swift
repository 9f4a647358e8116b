/// When the orders of one match are sent.
enum ArrivalChoice: String, CaseIterable {
    /// All at once.
    case atOnce = "at-once"
    /// So that they arrive together, by the measured ways.
    case together
}
