/// A limit's value as a person types it: a whole number, with the limit's unit behind it or without.
struct LimitAmount: Equatable {
    /// The value, in the limit's unit.
    let value: Int64

    /// Reads `text` as a value of `limit`: `2000`, `2000 USDT`, `2000usdt`.
    init(_ text: String, of limit: LimitView) throws(CommandError) {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        let isUnit = unit.isEmpty || unit.lowercased() == limit.unit.lowercased()
        guard !digits.isEmpty, isUnit || unit.allSatisfy({ $0.isLetter || $0 == "%" }) else {
            throw .notWhole(limit, text)
        }
        guard isUnit else { throw .otherUnit(limit, String(unit)) }
        guard let value = Int64(String(Substring(digits))), limit.range.contains(value) else {
            throw .outOfRange(limit, text)
        }
        self.value = value
    }
}
