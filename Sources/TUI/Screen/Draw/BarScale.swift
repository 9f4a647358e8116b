/// The length of bars: the largest visible size, rounded up to 1, 2 or 5 times a power of ten, fills the room.
///
/// The steps keep the other bars still while the largest size changes a little; so does keeping an earlier, larger
/// scale until the largest size has fallen to a fifth of it: one big order must not make all bars breathe.
struct BarScale: Equatable {
    /// The quantity of a full bar.
    let full: Int64

    /// The scale for sizes of at most `largest`.
    init(largest: Int64, keeping earlier: Int64? = nil) {
        var power: Int64 = 1
        while power <= largest / 10 {
            power *= 10
        }
        let steps = [1, 2, 5, 10].map { power.multipliedReportingOverflow(by: $0) }
        let least = steps.first { !$0.overflow && $0.partialValue >= largest }?.partialValue ?? .max
        if let earlier, earlier >= least, largest > earlier / 5 {
            full = earlier
        } else {
            full = least
        }
    }

    /// How many of `parts` parts of a full bar a quantity fills, at least one if there is any.
    func filled(_ quantity: Int64, of parts: Int) -> Int {
        guard quantity > 0, parts > 0 else { return 0 }
        let filled = Int(clamping: Int128(quantity) * Int128(parts) / Int128(full))
        return min(max(filled, 1), parts)
    }
}
