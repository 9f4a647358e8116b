/// What an account held when it was first read, less what our fills had moved by then: in the ledger's units.
///
/// From then on `baseline + fills = balance`, to the last digit, or something traded that we do not know of.
struct AccountBaseline: Sendable, Hashable {
    var base: Int128
    var quote: Int128
}
