/// Why an engine refuses an order.
enum EngineRefusal: Error, Sendable, Hashable {
    /// The account has not enough.
    case insufficientFunds
    /// It was only ever to stand, and would take.
    case wouldTake
    /// An open order of the account has its name.
    case duplicateID
}
